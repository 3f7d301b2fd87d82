"""An AWS control plane on 127.0.0.1 that behaves as the real one does where it hurts.

What was made is not seen at once, a new role can not be used at once, clusters come and go in steps, a security group can
not be deleted while a cluster uses it. `fault` strikes one call: see Fault. Speaks STS, IAM, EC2 and Redshift
(Query protocol) and Redshift Serverless (JSON); which one is meant says the signature's scope.
"""
import http.server
import json
import re
import threading
import time
import urllib.parse
from xml.sax.saxutils import escape

ACCOUNT = "123456789012"
UNSEEN_S = 0.03          # how long what was made stays unseen
LOOKS_UNTIL_THERE = 2    # how often a cluster is looked at before it is available, or gone


class Refusal(Exception):
    def __init__(self, status, code, message):
        super().__init__(code)
        self.status, self.code, self.message = status, code, message


class Fault:
    """Strikes the `nth` call. `kind`: kill_before, kill_after, time_out, 500, throttle, denied; or none, to count calls.

    time_out carries the call out and never answers; denied goes on for every later call of the same action.
    """

    def __init__(self, kind="none", nth=0, kill=None):
        self.kind, self.nth, self.kill = kind, nth, kill
        self.calls, self.action = [], None


def xml(value):
    """A dict as elements; a list as <member> elements; anything else as text."""
    if isinstance(value, dict):
        return "".join(f"<{k}>{xml(v)}</{k}>" for k, v in value.items())
    if isinstance(value, list):
        return "".join(f"<member>{xml(v)}</member>" for v in value)
    return escape(str(value))


def items(values):
    return "".join(f"<item>{xml(value)}</item>" for value in values)


def tags_in(form, prefix):
    tags = {}
    for number in range(1, 51):
        key = form.get(f"{prefix}.{number}.Key")
        if key is None:
            return tags
        tags[key] = form[f"{prefix}.{number}.Value"]
    return tags


def listed(tags, upper=True):
    key, value = ("Key", "Value") if upper else ("key", "value")
    return [{key: k, value: v} for k, v in tags.items()]


class Account:
    """The state of one account, and its calls as methods `service_Action`."""

    def __init__(self):
        self.roles, self.groups, self.clusters = {}, {}, {}
        self.spaces, self.workgroups = {}, {}
        self.made = 0

    def is_empty(self):
        return not (self.roles or self.groups or self.clusters or self.spaces or self.workgroups)

    def summary(self):
        return (f"roles {sorted(self.roles)}, groups {[g['name'] for g in self.groups.values()]}, "
                f"clusters {sorted(self.clusters)}, namespaces {sorted(self.spaces)}, workgroups {sorted(self.workgroups)}")

    def identity(self):
        self.made += 1
        return f"{self.made:08d}"

    @staticmethod
    def is_seen(thing):
        return time.monotonic() - thing["born"] >= UNSEEN_S

    # --- STS and IAM

    def sts_GetCallerIdentity(self, _):
        return {"UserId": "AIDA1", "Account": ACCOUNT, "Arn": f"arn:aws:iam::{ACCOUNT}:user/tester"}

    def role(self, form):
        role = self.roles.get(form["RoleName"])
        if role is None or not self.is_seen(role):
            raise Refusal(404, "NoSuchEntity", f"The role with name {form['RoleName']} cannot be found.")
        return role

    @staticmethod
    def role_element(role):
        return {"RoleName": role["name"], "RoleId": role["id"], "Arn": role["arn"], "Path": "/darties/",
                "Tags": listed(role["tags"])}

    def iam_CreateRole(self, form):
        name = form["RoleName"]
        if name in self.roles:
            raise Refusal(409, "EntityAlreadyExists", f"Role with name {name} already exists.")
        json.loads(form["AssumeRolePolicyDocument"])
        self.roles[name] = {"name": name, "id": "AROA" + self.identity(), "tags": tags_in(form, "Tags.member"),
                            "arn": f"arn:aws:iam::{ACCOUNT}:role{form['Path']}{name}", "policies": [],
                            "born": time.monotonic(), "assumable_after": 1}
        return {"Role": self.role_element(self.roles[name])}

    def iam_GetRole(self, form):
        return {"Role": self.role_element(self.role(form))}

    def iam_ListRoles(self, form):
        return {"Roles": [{k: v for k, v in self.role_element(r).items() if k != "Tags"}
                          for r in self.roles.values() if self.is_seen(r)], "IsTruncated": "false"}

    def iam_ListRoleTags(self, form):
        return {"Tags": listed(self.role(form)["tags"]), "IsTruncated": "false"}

    def iam_TagRole(self, form):
        self.role(form)["tags"].update(tags_in(form, "Tags.member"))
        return {}

    def iam_AttachRolePolicy(self, form):
        policies = self.role(form)["policies"]
        if form["PolicyArn"] not in policies:
            policies.append(form["PolicyArn"])
        return {}

    def iam_ListAttachedRolePolicies(self, form):
        return {"AttachedPolicies": [{"PolicyArn": p, "PolicyName": p.rsplit("/")[-1]} for p in self.role(form)["policies"]],
                "IsTruncated": "false"}

    def iam_DetachRolePolicy(self, form):
        policies = self.role(form)["policies"]
        if form["PolicyArn"] not in policies:
            raise Refusal(404, "NoSuchEntity", "Policy was not found.")
        policies.remove(form["PolicyArn"])
        return {}

    def iam_ListRolePolicies(self, form):
        self.role(form)
        return {"PolicyNames": [], "IsTruncated": "false"}

    def iam_DeleteRole(self, form):
        if self.role(form)["policies"]:
            raise Refusal(409, "DeleteConflict", "Cannot delete entity, must detach all policies first.")
        del self.roles[form["RoleName"]]
        return {}

    # --- EC2

    def ec2_DescribeVpcs(self, _):
        return f"<vpcSet>{items([{'vpcId': 'vpc-1', 'isDefault': 'true'}])}</vpcSet>"

    def ec2_CreateSecurityGroup(self, form):
        if any(g["name"] == form["GroupName"] for g in self.groups.values()):
            raise Refusal(400, "InvalidGroup.Duplicate", f"The security group '{form['GroupName']}' already exists")
        group = {"id": "sg-" + self.identity(), "name": form["GroupName"], "vpc": form["VpcId"], "cidrs": [],
                 "tags": tags_in(form, "TagSpecification.1.Tag"), "born": time.monotonic()}
        self.groups[group["id"]] = group
        return {"return": "true", "groupId": group["id"]}

    def ec2_DescribeSecurityGroups(self, form):
        name, value = form["Filter.1.Name"], form["Filter.1.Value.1"]
        chosen = [g for g in self.groups.values() if self.is_seen(g) and
                  (g["name"] == value if name == "group-name" else value in g["tags"])]
        return "<securityGroupInfo>" + "".join(
            f"<item><groupId>{g['id']}</groupId><groupName>{g['name']}</groupName><vpcId>{g['vpc']}</vpcId>"
            f"<ipPermissions><item><ipRanges>{items([{'cidrIp': c} for c in g['cidrs']])}</ipRanges></item></ipPermissions>"
            f"<tagSet>{items(listed(g['tags'], upper=False))}</tagSet></item>" for g in chosen) + "</securityGroupInfo>"

    def group(self, identity):
        group = self.groups.get(identity)
        if group is None:
            raise Refusal(400, "InvalidGroup.NotFound", f"The security group '{identity}' does not exist")
        return group

    def ec2_CreateTags(self, form):
        self.group(form["ResourceId.1"])["tags"].update(tags_in(form, "Tag"))
        return {"return": "true"}

    def ec2_AuthorizeSecurityGroupIngress(self, form):
        cidrs, cidr = self.group(form["GroupId"])["cidrs"], form["IpPermissions.1.IpRanges.1.CidrIp"]
        if cidr in cidrs:
            raise Refusal(400, "InvalidPermission.Duplicate", "the specified rule already exists")
        cidrs.append(cidr)
        return {"return": "true"}

    def ec2_RevokeSecurityGroupIngress(self, form):
        cidrs, cidr = self.group(form["GroupId"])["cidrs"], form["IpPermissions.1.IpRanges.1.CidrIp"]
        if cidr not in cidrs:
            raise Refusal(400, "InvalidPermission.NotFound", "The specified rule does not exist")
        cidrs.remove(cidr)
        return {"return": "true"}

    def ec2_DeleteSecurityGroup(self, form):
        group = self.group(form["GroupId"])
        users = [c for c in [*self.clusters.values(), *self.workgroups.values()] if c["group"] == group["id"]]
        if users:
            raise Refusal(400, "DependencyViolation", f"resource {group['id']} has a dependent object")
        del self.groups[group["id"]]
        return {"return": "true"}

    # --- Redshift

    def check_ground(self, role_arn, group_id, code="InvalidParameterValue"):
        self.group(group_id)
        role = next((r for r in self.roles.values() if r["arn"] == role_arn), None)
        if role is None or role["assumable_after"] > 0:
            if role:
                role["assumable_after"] -= 1
            raise Refusal(400, code, f"The IAM role {role_arn} is not valid: it can not be assumed")

    def step(self, shelf, name, going, gone):
        """One look at a thing that is on its way."""
        thing = shelf.get(name)
        if thing is None:
            raise gone
        thing["looks"] += 1
        if thing["looks"] > LOOKS_UNTIL_THERE and thing["status"] == going:
            del shelf[name]
            raise gone
        if thing["looks"] > LOOKS_UNTIL_THERE and thing["status"] in thing["next"]:
            thing["status"], thing["looks"] = thing["next"][thing["status"]], 0
        return thing

    def cluster(self, form):
        name = form["ClusterIdentifier"]
        return self.step(self.clusters, name, "deleting",
                         Refusal(404, "ClusterNotFound", f"Cluster {name} not found."))

    @staticmethod
    def cluster_element(c):
        there = c["status"] != "creating"
        endpoint = {"Endpoint": {"Address": f"{c['name']}.abc.us-east-1.redshift.amazonaws.com", "Port": c["port"]}}
        return {"ClusterIdentifier": c["name"], "ClusterStatus": c["status"], "ClusterCreateTime": c["created"],
                "ClusterAvailabilityStatus": "Available" if c["status"] == "available" else "Modifying",
                "PubliclyAccessible": c["public"], "Encrypted": "true", **(endpoint if there else {})}

    def cluster_xml(self, c):
        if c["status"] == "available":
            c["synced"] += 1
        state = "in-sync" if c["synced"] > 1 else "adding"
        roles = "".join(f"<ClusterIamRole><IamRoleArn>{r}</IamRoleArn><ApplyStatus>{state}</ApplyStatus></ClusterIamRole>"
                        for r in c["roles"])
        tags = "".join(f"<Tag>{xml(t)}</Tag>" for t in listed(c["tags"]))
        return f"<Cluster>{xml(self.cluster_element(c))}<IamRoles>{roles}</IamRoles><Tags>{tags}</Tags></Cluster>"

    def redshift_CreateCluster(self, form):
        name = form["ClusterIdentifier"]
        if name in self.clusters:
            raise Refusal(400, "ClusterAlreadyExists", "Cluster already exists")
        self.check_ground(form["IamRoles.IamRoleArn.1"], form["VpcSecurityGroupIds.VpcSecurityGroupId.1"])
        assert form["Encrypted"] == "true", form
        self.clusters[name] = {
            "name": name, "status": "creating", "looks": 0, "synced": 0, "next": {"creating": "modifying", "modifying": "available"},
            "created": f"2026-01-01T00:00:{self.identity()[-2:]}Z", "port": form["Port"], "public": form["PubliclyAccessible"],
            "roles": [form["IamRoles.IamRoleArn.1"]], "group": form["VpcSecurityGroupIds.VpcSecurityGroupId.1"],
            "tags": tags_in(form, "Tags.Tag")}
        return self.cluster_xml(self.clusters[name])

    def redshift_DescribeClusters(self, form):
        if "ClusterIdentifier" in form:
            return f"<Clusters>{self.cluster_xml(self.cluster(form))}</Clusters>"
        return "<Clusters>" + "".join(self.cluster_xml(c) for c in self.clusters.values()) + "</Clusters>"

    def redshift_DeleteCluster(self, form):
        name = form["ClusterIdentifier"]
        cluster = self.clusters.get(name)
        if cluster is None:
            raise Refusal(404, "ClusterNotFound", f"Cluster {name} not found.")
        if cluster["status"] not in ("available", "paused", "creating"):
            raise Refusal(400, "InvalidClusterState", "There is an operation running on the Cluster.")
        assert form.get("SkipFinalClusterSnapshot") == "true" or "FinalClusterSnapshotIdentifier" in form
        cluster["status"], cluster["looks"] = "deleting", 0
        return self.cluster_xml(cluster)

    def redshift_CreateTags(self, form):
        self.clusters[form["ResourceName"].rsplit(":")[-1]]["tags"].update(tags_in(form, "Tags.Tag"))
        return {}

    def change_state(self, form, before, then, after):
        cluster = self.cluster(form)
        if cluster["status"] != before:
            raise Refusal(400, "InvalidClusterState", "There is an operation running on the Cluster.")
        cluster["status"], cluster["looks"] = then, 0
        cluster["next"][then] = after
        return self.cluster_xml(cluster)

    def redshift_PauseCluster(self, form):
        return self.change_state(form, "available", "pausing", "paused")

    def redshift_ResumeCluster(self, form):
        return self.change_state(form, "paused", "resuming", "available")

    # --- Redshift Serverless: documents in, documents out

    def gone(self, name):
        return Refusal(404, "ResourceNotFoundException", f"{name} not found")

    def serverless_GetNamespace(self, document):
        name = document["namespaceName"]
        space = self.step(self.spaces, name, "DELETING", self.gone(name))
        return {"namespace": {"namespaceName": name, "namespaceArn": space["arn"], "status": space["status"],
                              "iamRoles": space["roles"]}}

    def serverless_GetWorkgroup(self, document):
        name = document["workgroupName"]
        group = self.step(self.workgroups, name, "DELETING", self.gone(name))
        return {"workgroup": {"workgroupName": name, "workgroupArn": group["arn"], "status": group["status"],
                              "publiclyAccessible": group["public"],
                              "endpoint": {"address": f"{name}.{ACCOUNT}.us-east-1.redshift-serverless.amazonaws.com",
                                           "port": group["port"]}}}

    def serverless_ListNamespaces(self, _):
        return {"namespaces": [{"namespaceName": name} for name in self.spaces]}

    def serverless_CreateNamespace(self, document):
        name = document["namespaceName"]
        if name in self.spaces:
            raise Refusal(400, "ConflictException", "exists")
        role = document["iamRoles"][0]
        self.check_ground(role, next(iter(self.groups)), "ValidationException")
        self.spaces[name] = {"arn": f"arn:aws:redshift-serverless:us-east-1:{ACCOUNT}:namespace/{self.identity()}",
                             "status": "MODIFYING", "looks": 0, "next": {"MODIFYING": "AVAILABLE"},
                             "roles": [f"IamRole(applyStatus=in-sync, iamRoleArn={role})"],
                             "tags": {t["key"]: t["value"] for t in document["tags"]}}
        return {"namespace": {"namespaceName": name}}

    def serverless_CreateWorkgroup(self, document):
        name = document["workgroupName"]
        if name in self.workgroups or self.spaces.get(document["namespaceName"], {}).get("status") != "AVAILABLE":
            raise Refusal(400, "ConflictException", "exists, or its namespace is not available")
        self.workgroups[name] = {"arn": f"arn:aws:redshift-serverless:us-east-1:{ACCOUNT}:workgroup/{self.identity()}",
                                 "status": "CREATING", "looks": 0, "next": {"CREATING": "AVAILABLE"},
                                 "group": document["securityGroupIds"][0], "port": document["port"],
                                 "public": document["publiclyAccessible"],
                                 "tags": {t["key"]: t["value"] for t in document["tags"]}}
        return {"workgroup": {"workgroupName": name}}

    def drop(self, shelf, name):
        if name not in shelf:
            raise self.gone(name)
        if shelf[name]["status"] == "DELETING":
            raise Refusal(400, "ConflictException", "There is an operation running.")
        shelf[name]["status"], shelf[name]["looks"] = "DELETING", 0
        return {}

    def serverless_DeleteWorkgroup(self, document):
        return self.drop(self.workgroups, document["workgroupName"])

    def serverless_DeleteNamespace(self, document):
        if document["namespaceName"] in self.workgroups:
            raise Refusal(400, "ConflictException", "a workgroup still uses it")
        return self.drop(self.spaces, document["namespaceName"])

    def by_arn(self, arn):
        for thing in [*self.spaces.values(), *self.workgroups.values()]:
            if thing["arn"] == arn:
                return thing
        raise self.gone(arn)

    def serverless_ListTagsForResource(self, document):
        return {"tags": listed(self.by_arn(document["resourceArn"])["tags"], upper=False)}

    def serverless_TagResource(self, document):
        self.by_arn(document["resourceArn"])["tags"].update({t["key"]: t["value"] for t in document["tags"]})
        return {}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # one packet an answer
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def do_GET(self):  # the page that answers with the caller's address
        self.send(200, "text/plain", "203.0.113.7\n")

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        plane = self.server.plane
        service, action, arguments = self.read_call(body)
        with plane.lock:
            plane.requests.append((service, action, str(self.headers), body))
            answer = self.answer(plane, service, action, arguments)
        if answer is None:
            self.close_connection = True
            return
        self.send(*answer)

    def read_call(self, body):
        scope = re.search(r"Credential=[^/]+/\d+/[^/]+/([^/]+)/", self.headers.get("Authorization", ""))
        service = scope.group(1) if scope else "unsigned"
        if "X-Amz-Target" in self.headers:
            return service, self.headers["X-Amz-Target"].split(".")[-1], json.loads(body)
        form = {k: v[0] for k, v in urllib.parse.parse_qs(body, keep_blank_values=True).items()}
        return service, form.get("Action", ""), form

    def answer(self, plane, service, action, arguments):
        fault = plane.fault
        fault.calls.append(f"{service}:{action}")
        struck = len(fault.calls) == fault.nth
        if struck:
            fault.action = fault.calls[-1]
        if fault.kind == "denied" and (struck or fault.action == fault.calls[-1]):
            return self.refuse(service, Refusal(403, "AccessDenied", f"not authorized to perform: {fault.action}"))
        if struck and fault.kind == "kill_before":
            fault.kill()
            return None
        if struck and fault.kind == "500":
            return self.refuse(service, Refusal(500, "InternalFailure", "An error of ours"))
        if struck and fault.kind == "throttle":
            return self.refuse(service, Refusal(400, "Throttling", "Rate exceeded"))
        answer = self.carry_out(plane.account, service, action, arguments)
        if struck and fault.kind == "kill_after":
            fault.kill()
        if struck and fault.kind == "time_out":
            time.sleep(plane.silence_s)
        return None if struck and fault.kind in ("kill_after", "time_out") else answer

    def carry_out(self, account, service, action, arguments):
        method = getattr(account, f"{service.removeprefix('redshift-')}_{action}", None)
        if method is None:
            return self.refuse(service, Refusal(400, "InvalidAction", f"{service}:{action} is not known here"))
        try:
            result = method(arguments)
        except Refusal as refusal:
            return self.refuse(service, refusal)
        if service == "redshift-serverless":
            return 200, "application/x-amz-json-1.1", json.dumps(result)
        inner = result if isinstance(result, str) else xml(result)
        if service != "ec2":
            inner = f"<{action}Result>{inner}</{action}Result>"
        return 200, "text/xml", f"<{action}Response>{inner}</{action}Response>"

    def refuse(self, service, refusal):
        if service == "redshift-serverless":
            return refusal.status, "application/x-amz-json-1.1", json.dumps({"__type": refusal.code, "message": refusal.message})
        error = f"<Error><Code>{refusal.code}</Code><Message>{escape(refusal.message)}</Message></Error>"
        if service == "ec2":
            return refusal.status, "text/xml", f"<Response><Errors>{error}</Errors><RequestID>r</RequestID></Response>"
        return refusal.status, "text/xml", f"<ErrorResponse>{error}<RequestId>r</RequestId></ErrorResponse>"

    def send(self, status, kind, text):
        data = text.encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        except OSError:
            self.close_connection = True  # the caller was killed


class ControlPlane:
    """The server, while it lives."""

    def __init__(self, silence_s):
        self.silence_s = silence_s
        self.lock = threading.Lock()
        self.forget()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.plane = self
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def forget(self):
        self.account, self.fault, self.requests = Account(), Fault(), []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def close(self):
        self.server.shutdown()
        self.server.server_close()
