"""Requests signed by Signature Version 4, for what tests ask of a server behind the back of darties.

It shares nothing with the signer of darties: one can not hide the other's mistakes.
"""
import datetime
import hashlib
import hmac
from urllib.parse import quote, urlencode


def headers(method, path, query, body, *, host, service, region, access_key, secret_key):
    """The headers of one request; `path` is as it is sent, `query` a dict."""
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    signed = {"host": host, "x-amz-content-sha256": hashlib.sha256(body).hexdigest(), "x-amz-date": now}
    scope = f"{now[:8]}/{region}/{service}/aws4_request"
    canonical = "\n".join([method, path, urlencode(sorted(query.items()), quote_via=quote),
                           *(f"{name}:{value}" for name, value in signed.items()), "",
                           ";".join(signed), signed["x-amz-content-sha256"]])
    text = "\n".join(["AWS4-HMAC-SHA256", now, scope, hashlib.sha256(canonical.encode()).hexdigest()])
    key = ("AWS4" + secret_key).encode()
    for word in scope.split("/"):
        key = hmac.new(key, word.encode(), hashlib.sha256).digest()
    signature = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
    return {**signed, "Authorization": f"AWS4-HMAC-SHA256 Credential={access_key}/{scope}, "
                                       f"SignedHeaders={';'.join(signed)}, Signature={signature}"}
