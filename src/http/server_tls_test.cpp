#include <openssl/ssl.h>

#include <fstream>
#include <memory>
#include <thread>

#include "http/server.h"
#include "support/http_fixture.h"
#include "support/test_certificate.h"

namespace tenon {
namespace {

using namespace std::chrono_literals;
using testing::RawClient;

// OpenSSL's client over a socket of RawClient.
class TlsClient {
 public:
  explicit TlsClient(std::uint16_t port, int most_version = TLS1_3_VERSION) : socket_(port) {
    context_.reset(SSL_CTX_new(TLS_client_method()));
    SSL_CTX_set_max_proto_version(context_.get(), most_version);
    // Old versions need this to be offered at all.
    SSL_CTX_set_security_level(context_.get(), 0);
    ssl_.reset(SSL_new(context_.get()));
    const unsigned char protocols[] = "\x02h2\x08http/1.1";
    SSL_set_alpn_protos(ssl_.get(), protocols, sizeof protocols - 1);
    SSL_set_fd(ssl_.get(), socket_.descriptor());
  }
  bool connect() { return SSL_connect(ssl_.get()) == 1; }
  bool send(std::string_view bytes) {
    return SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())) ==
           static_cast<int>(bytes.size());
  }
  // Until the text has come, or nothing more does.
  bool wait_for(std::string_view text) {
    char space[4096];
    while (bytes.find(text) == std::string::npos) {
      const int got = SSL_read(ssl_.get(), space, sizeof space);
      if (got <= 0) {
        is_closed_properly = SSL_get_error(ssl_.get(), got) == SSL_ERROR_ZERO_RETURN;
        return false;
      }
      bytes.append(space, static_cast<std::size_t>(got));
    }
    return true;
  }
  std::string protocol() {
    const unsigned char* name = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(ssl_.get(), &name, &size);
    return {reinterpret_cast<const char*>(name), size};
  }
  SSL* ssl() { return ssl_.get(); }
  RawClient& socket() { return socket_; }

  std::string bytes;
  bool is_closed_properly = false;

 private:
  struct Free {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
    void operator()(SSL* ssl) const { SSL_free(ssl); }
  };
  RawClient socket_;
  std::unique_ptr<SSL_CTX, Free> context_;
  std::unique_ptr<SSL, Free> ssl_;
};

class HttpTls : public testing::HttpFixture {
 protected:
  HttpTls() { testing::write_test_certificate(certificate_, key_); }

  HttpServerOptions options() {
    HttpServerOptions options;
    options.certificate_file = certificate_;
    options.key_file = key_;
    return options;
  }

  std::string certificate_ = ::testing::TempDir() + "http_tls_test_certificate.pem";
  std::string key_ = ::testing::TempDir() + "http_tls_test_key.pem";
};

TEST_F(HttpTls, Answers) {
  start(options());
  TlsClient c(server->port());
  ASSERT_TRUE(c.connect());
  EXPECT_EQ(c.protocol(), "http/1.1");
  EXPECT_STREQ(SSL_get_version(c.ssl()), "TLSv1.3");
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(c.send("POST /else HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\n\r\nhi"));
    ASSERT_TRUE(c.wait_for("127.0.0.1 secure\nhi"));
    EXPECT_NE(c.bytes.find("strict-transport-security: max-age=31536000\r\n"), std::string::npos);
    c.bytes.clear();
  }
  ASSERT_TRUE(c.send("GET /large?bytes=3000000 HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n"));
  EXPECT_FALSE(c.wait_for("never"));
  EXPECT_TRUE(c.is_closed_properly);
  EXPECT_TRUE(c.bytes.ends_with("\r\n\r\n" + std::string(3'000'000, 'x')));
}

TEST_F(HttpTls, ReadsOneTwoAndNothingOlder) {
  start(options());
  TlsClient c(server->port(), TLS1_2_VERSION);
  ASSERT_TRUE(c.connect());
  EXPECT_STREQ(SSL_get_version(c.ssl()), "TLSv1.2");
  EXPECT_FALSE(TlsClient(server->port(), TLS1_1_VERSION).connect());
}

TEST_F(HttpTls, FailuresAndStreams) {
  auto with_heartbeat = options();
  with_heartbeat.heartbeat = 100ms;
  start(with_heartbeat);
  TlsClient bad(server->port());
  ASSERT_TRUE(bad.connect());
  ASSERT_TRUE(bad.send("GET /../x HTTP/1.1\r\nHost: t\r\n\r\n"));
  EXPECT_TRUE(bad.wait_for("HTTP/1.1 400 "));
  EXPECT_FALSE(bad.wait_for("never"));

  TlsClient listener(server->port());
  ASSERT_TRUE(listener.connect());
  ASSERT_TRUE(listener.send("GET /events?topic=a HTTP/1.1\r\nHost: t\r\n\r\n"));
  ASSERT_TRUE(listener.wait_for("\n\n:\n\n"));
  for (int i = 0; i < 100; ++i) events.publish("a", "n", std::string(1000, 'x'));
  EXPECT_TRUE(listener.wait_for("id: " + events.id_text(100)));
  std::thread drain([&] { EXPECT_TRUE(server->drain(5s)); });
  EXPECT_TRUE(listener.wait_for("event: goodbye"));
  EXPECT_FALSE(listener.wait_for("never"));
  EXPECT_TRUE(listener.is_closed_properly);
  listener.socket().close();
  bad.socket().close();
  drain.join();
}

TEST_F(HttpTls, WhoDoesNotSpeakIt) {
  auto impatient = options();
  impatient.header_time = 300ms;
  start(impatient);
  RawClient plain = client();
  ASSERT_TRUE(plain.send("GET /quick HTTP/1.1\r\nHost: t\r\n\r\n"));
  EXPECT_TRUE(plain.wait_for_close());
  EXPECT_EQ(plain.bytes().find("HTTP/1.1 200"), std::string::npos);
  RawClient silent = client();
  EXPECT_TRUE(silent.wait_for_close(2s));
  for (int i = 0; i < 20; ++i) {
    TlsClient c(server->port());
    if (i % 2 == 0) c.connect();
    c.socket().reset();
  }
  TlsClient c(server->port());
  EXPECT_TRUE(c.connect());
}

TEST_F(HttpTls, ClearErrorsForCertificateAndKey) {
  const auto error_of = [&](const std::string& certificate, const std::string& key) {
    HttpServerOptions wrong;
    wrong.certificate_file = certificate;
    wrong.key_file = key;
    auto started = HttpServer::start(wrong, handler, events, nullptr, nullptr);
    EXPECT_FALSE(started.ok());
    return started.ok() ? Error{} : started.error();
  };
  const std::string other_certificate = ::testing::TempDir() + "http_tls_test_other_certificate.pem";
  const std::string other_key = ::testing::TempDir() + "http_tls_test_other_key.pem";
  testing::write_test_certificate(other_certificate, other_key);
  const std::string text = ::testing::TempDir() + "http_tls_test_text.pem";
  std::ofstream(text) << "no certificate\n";

  EXPECT_EQ(error_of("/no/such.pem", key_).code, ErrorCode::kNotFound);
  EXPECT_NE(error_of("/no/such.pem", key_).message.find("TLS certificate"), std::string::npos);
  EXPECT_EQ(error_of(certificate_, "/no/such.pem").code, ErrorCode::kNotFound);
  EXPECT_EQ(error_of(text, key_).code, ErrorCode::kBadInput);
  EXPECT_EQ(error_of(certificate_, text).code, ErrorCode::kBadInput);
  const Error mismatch = error_of(certificate_, other_key);
  EXPECT_EQ(mismatch.code, ErrorCode::kBadInput);
  EXPECT_NE(mismatch.message.find("does not belong to"), std::string::npos) << mismatch.message;
}

}  // namespace
}  // namespace tenon
