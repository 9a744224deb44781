// Answers that the client need not be sent again: entity tags, If-None-Match, 304 (RFC 9110, section 13).
// Pure.
#pragma once

#include "http/message.h"

namespace tenon {

// To an answer 200: a tag by its content unless it has one (SHA-256, 96 bits), and that it is to be asked for
// again each time.
void tag_answer(HttpResponse& response);

// Text of an answer 200 in gzip, if the client takes it. After tag_answer(): the tag is that of the content,
// by which all its encodings are one.
void shorten(const HttpRequest& request, HttpResponse& response);
// The same of any content that gzip is known to shorten.
void shorten_any(const HttpRequest& request, HttpResponse& response);

bool client_has_it(const HttpRequest& request, const HttpResponse& response);

// 304 with the headers of the answer, if the client has it; else the answer.
HttpResponse unless_client_has_it(const HttpRequest& request, HttpResponse response);

}  // namespace tenon
