#include "http/stream.h"

#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <vector>

#include "http/io_loop.h"

namespace tenon {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Code = boost::system::error_code;
using Owner = std::shared_ptr<StreamOwner>;

tcp::socket make_socket(IoLoop& loop, int descriptor) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  const bool known = getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  // Answers are written whole: waiting for more to send only delays them.
  const int on = 1;
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  tcp::socket socket(loop.context());
  Code ec;
  socket.assign(known && address.ss_family == AF_INET6 ? tcp::v6() : tcp::v4(), descriptor, ec);
  if (ec) ::close(descriptor);
  return socket;
}

void reset_socket(tcp::socket& socket) {
  Code ignored;
  socket.set_option(asio::socket_base::linger(true, 0), ignored);
  socket.close(ignored);
}

template <class Transport>
void write_all(Transport& transport, const Owner& owner, std::span<const std::string_view> pieces) {
  const auto done = [owner](const Code& ec, std::size_t) { owner->on_written(!ec); };
  if (pieces.size() == 1) {
    asio::async_write(transport, asio::buffer(pieces[0].data(), pieces[0].size()), done);
    return;
  }
  std::vector<asio::const_buffer> buffers;
  buffers.reserve(pieces.size());
  for (const std::string_view piece : pieces) buffers.emplace_back(piece.data(), piece.size());
  asio::async_write(transport, buffers, done);
}

template <class Transport>
void read_some(Transport& transport, const Owner& owner, std::span<char> space) {
  transport.async_read_some(asio::buffer(space.data(), space.size()),
                            [owner](const Code& ec, std::size_t bytes) { owner->on_read(ec ? 0 : bytes); });
}

class PlainStream final : public Stream {
 public:
  PlainStream(IoLoop& loop, int descriptor) : socket_(make_socket(loop, descriptor)) {}

  void handshake(Owner owner) override {
    asio::post(socket_.get_executor(), [owner] { owner->on_handshake(true); });
  }
  void read(Owner owner, std::span<char> space) override { read_some(socket_, owner, space); }
  void write(Owner owner, std::span<const std::string_view> pieces) override {
    write_all(socket_, owner, pieces);
  }
  void shut_down(Owner owner) override {
    Code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
    asio::post(socket_.get_executor(), [owner] { owner->on_shut_down(); });
  }
  void close() override {
    Code ignored;
    socket_.close(ignored);
  }
  void reset() override { reset_socket(socket_); }

 private:
  tcp::socket socket_;
};

class TlsStream final : public Stream {
 public:
  TlsStream(IoLoop& loop, int descriptor, const TlsContext& context)
      : context_(shared(context)), stream_(make_socket(loop, descriptor), context_) {}

  void handshake(Owner owner) override {
    stream_.async_handshake(asio::ssl::stream_base::server,
                            [owner](const Code& ec) { owner->on_handshake(!ec); });
  }
  void read(Owner owner, std::span<char> space) override {
    if (is_shut_down_) {
      read_some(stream_.next_layer(), owner, space);
    } else {
      read_some(stream_, owner, space);
    }
  }
  void write(Owner owner, std::span<const std::string_view> pieces) override {
    write_all(stream_, owner, pieces);
  }
  void shut_down(Owner owner) override {
    is_shut_down_ = true;
    stream_.async_shutdown([this, owner](const Code&) {
      Code ignored;
      stream_.next_layer().shutdown(tcp::socket::shutdown_send, ignored);
      owner->on_shut_down();
    });
  }
  void close() override {
    Code ignored;
    stream_.next_layer().close(ignored);
  }
  void reset() override { reset_socket(stream_.next_layer()); }

 private:
  // Asio's context takes a reference of its own.
  static asio::ssl::context shared(const TlsContext& context) {
    SSL_CTX_up_ref(context.get());
    return asio::ssl::context(context.get());
  }

  asio::ssl::context context_;
  asio::ssl::stream<tcp::socket> stream_;
  bool is_shut_down_ = false;
};

}  // namespace

std::unique_ptr<Stream> make_plain_stream(IoLoop& loop, int descriptor) {
  return std::make_unique<PlainStream>(loop, descriptor);
}

std::unique_ptr<Stream> make_tls_stream(IoLoop& loop, int descriptor, const TlsContext& context) {
  return std::make_unique<TlsStream>(loop, descriptor, context);
}

}  // namespace tenon
