#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

namespace darties::fakes {

/// A certificate that signs itself, for 127.0.0.1 and an hour, as two PEM files.
class SelfSigned {
 public:
  explicit SelfSigned(const std::filesystem::path& folder)
      : certificate_file(folder / "certificate.pem"), key_file(folder / "key.pem") {
    const Key key(EVP_RSA_gen(2048), &EVP_PKEY_free);
    const Certificate certificate(X509_new(), &X509_free);
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME* name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("darties test"), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    X509_EXTENSION* names =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
    X509_add_ext(certificate.get(), names, -1);
    X509_EXTENSION_free(names);
    if (X509_sign(certificate.get(), key.get(), EVP_sha256()) == 0)
      throw std::runtime_error("not signed");
    write(certificate_file, [&](FILE* file) { return PEM_write_X509(file, certificate.get()); });
    write(key_file, [&](FILE* file) {
      return PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
  }

  const std::filesystem::path certificate_file;
  const std::filesystem::path key_file;

 private:
  using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
  using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

  template <class Writer>
  static void write(const std::filesystem::path& path, const Writer& writer) {
    FILE* file = std::fopen(path.c_str(), "w");
    if (file == nullptr || writer(file) == 0)
      throw std::runtime_error("not written: " + path.string());
    std::fclose(file);
  }
};

}  // namespace darties::fakes
