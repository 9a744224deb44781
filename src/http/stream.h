// A connected socket, plain or with TLS, read and written piece by piece.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "http/tls.h"

namespace tenon {

class IoLoop;

// Who reads and writes a stream; kept alive while anything is under way. Called on the thread of the loop,
// never inside a call of the stream.
class StreamOwner {
 public:
  virtual ~StreamOwner() = default;
  virtual void on_handshake(bool done) = 0;
  virtual void on_read(std::size_t bytes) = 0;  // 0: the other side has closed, or the connection is broken
  virtual void on_written(bool done) = 0;
  virtual void on_shut_down() = 0;
};

// Of one thread, that of its loop. At most one read and one write at a time.
class Stream {
 public:
  virtual ~Stream() = default;  // closes
  virtual void handshake(std::shared_ptr<StreamOwner> owner) = 0;
  virtual void read(std::shared_ptr<StreamOwner> owner, std::span<char> space) = 0;
  // All of them; the bytes must stay until on_written.
  virtual void write(std::shared_ptr<StreamOwner> owner, std::span<const std::string_view> pieces) = 0;
  // Tells the other side that nothing more comes. What it still sends can be read (without TLS) and thrown
  // away.
  virtual void shut_down(std::shared_ptr<StreamOwner> owner) = 0;
  // At once; what is under way ends with an error.
  virtual void close() = 0;
  // As close(), and what the system has still to send is thrown away: the other side does not take it.
  virtual void reset() = 0;
};

// Take the descriptor, even if they fail.
std::unique_ptr<Stream> make_plain_stream(IoLoop& loop, int descriptor);
std::unique_ptr<Stream> make_tls_stream(IoLoop& loop, int descriptor, const TlsContext& context);

}  // namespace tenon
