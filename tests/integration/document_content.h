// A made-up policy brief in both languages that uses everything a document can hold. Every figure is
// invented.
#pragma once

#include "report/document.h"

namespace tenon {

Document sample_document(DocumentLanguage language);

}  // namespace tenon
