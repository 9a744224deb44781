// The socket on which a server waits for connections.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

namespace tenon {

struct ListeningSocket {
  int descriptor = -1;  // the caller's
  std::uint16_t port = 0;
};

// `address`: of IPv4 or IPv6. kInvalidArgument for one that is none, kConflict if the port is taken, kIo.
Result<ListeningSocket> listen_on(const std::string& address, std::uint16_t port);

// The address of the other end, IPv4 for ::ffff:a.b.c.d; empty if it is gone.
std::string peer_address(int descriptor);

// Asks the system to permit at least `count` open files to this program, as far as it may.
void raise_open_files(std::size_t count);

}  // namespace tenon
