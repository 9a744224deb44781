// Runs a fuzz target without a fuzzer: over every file of a corpus folder, then over mutations of them that
// are the same on every machine.
//
//   fuzz_NAME FOLDER [--runs=N] [--seed=S] [--first=K]
//
// A crash tells the number of its run; --first=K --runs=1 repeats it alone. (Run 0 .. files-1 are the files.)
#include <algorithm>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/number.h"
#include "base/random.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#include <sanitizer/common_interface_defs.h>
#endif

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestInput = std::size_t{1} << 16U;

// What text formats trip over.
constexpr std::string_view kTokens[] = {",",
                                        "\"",
                                        "\"\"",
                                        "\n",
                                        "\r\n",
                                        "\r",
                                        ";",
                                        "\t",
                                        " ",
                                        "0",
                                        "1",
                                        "-1",
                                        "1e308",
                                        "1e-320",
                                        "1e999",
                                        "nan",
                                        "inf",
                                        "%",
                                        "99999999999999999999",
                                        "1,000",
                                        "１２",
                                        "，",
                                        "　",
                                        "光刻胶",
                                        "\xEF\xBB\xBF",
                                        "\xFF\xFE",
                                        "\xFF",
                                        "\xB9\xE2",
                                        "\x81",
                                        std::string_view("\0", 1)};

std::uint64_t current_run = 0;

void tell_run() {
  std::fprintf(stderr, "\nfuzz: stopped in run %llu; repeat it with --first=%llu --runs=1\n",
               static_cast<unsigned long long>(current_run), static_cast<unsigned long long>(current_run));
}

[[noreturn]] void tell_run_and_die(int signal) {
  tell_run();
  std::signal(signal, SIG_DFL);
  std::raise(signal);
  std::_Exit(1);
}

void watch_for_crashes() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  __sanitizer_set_death_callback(tell_run);
  std::signal(SIGABRT, tell_run_and_die);
#else
  for (const int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL}) std::signal(signal, tell_run_and_die);
#endif
}

// Random choices of one run.
class Choices {
 public:
  Choices(const tenon::Philox& random, std::uint64_t run) : random_(random), run_(run) {}
  std::size_t below(std::size_t count) { return count == 0 ? 0 : random_.below(count, run_, draws_++); }

 private:
  const tenon::Philox& random_;
  std::uint64_t run_;
  std::uint64_t draws_ = 0;
};

void mutate_once(std::string& text, const std::vector<std::string>& corpus, Choices& choices) {
  const std::size_t place = choices.below(text.size() + 1);
  const std::size_t length = 1 + choices.below(std::min<std::size_t>(text.size() - place, 40));
  switch (choices.below(7)) {
    case 0:  // another byte
      if (place < text.size()) text[place] = static_cast<char>(choices.below(256));
      break;
    case 1:
      if (place < text.size()) text.erase(place, length);
      break;
    case 2:
      text.insert(place, kTokens[choices.below(std::size(kTokens))]);
      break;
    case 3: {  // a token in place of something
      const std::string_view token = kTokens[choices.below(std::size(kTokens))];
      text.replace(place, std::min(length, text.size() - place), token);
      break;
    }
    case 4:  // a piece once more, here
      if (!text.empty()) text.insert(place, text.substr(choices.below(text.size()), length));
      break;
    case 5: {  // the end of another file
      const std::string& other = corpus[choices.below(corpus.size())];
      text = text.substr(0, place) + other.substr(choices.below(other.size() + 1));
      break;
    }
    default:  // two pieces change places
      if (place < text.size()) {
        const std::size_t from = choices.below(text.size());
        std::swap(text[place], text[from]);
      }
  }
  if (text.size() > kLongestInput) text.resize(kLongestInput);
}

std::string input_of(std::uint64_t run, const std::vector<std::string>& corpus, const tenon::Philox& random) {
  if (run < corpus.size()) return corpus[run];
  Choices choices(random, run);
  std::string text = corpus[choices.below(corpus.size())];
  for (std::size_t count = 1 + choices.below(6); count > 0; --count) mutate_once(text, corpus, choices);
  return text;
}

std::vector<std::string> read_corpus(const std::string& folder) {
  std::vector<std::string> paths;
  std::error_code status;
  for (const auto& entry : fs::directory_iterator(folder, status)) paths.push_back(entry.path().string());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> corpus;
  for (const std::string& path : paths) {
    if (const auto file = tenon::MappedFile::open(path)) corpus.emplace_back(file->bytes());
  }
  return corpus;
}

std::optional<std::uint64_t> number_after(std::string_view argument, std::string_view name) {
  if (!argument.starts_with(name)) return std::nullopt;
  const auto value = tenon::parse_integer(argument.substr(name.size()));
  return value && *value >= 0 ? std::optional(static_cast<std::uint64_t>(*value)) : std::nullopt;
}

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t runs = 20'000;
  std::uint64_t seed = 1;
  std::uint64_t first = 0;
  std::string folder;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (const auto value = number_after(argument, "--runs=")) {
      runs = *value;
    } else if (const auto seed_value = number_after(argument, "--seed=")) {
      seed = *seed_value;
    } else if (const auto first_value = number_after(argument, "--first=")) {
      first = *first_value;
    } else {
      folder = argument;
    }
  }
  const std::vector<std::string> corpus = read_corpus(folder);
  if (corpus.empty()) {
    std::fprintf(stderr, "usage: %s FOLDER [--runs=N] [--seed=S] [--first=K]; no files in \"%s\"\n", argv[0],
                 folder.c_str());
    return 2;
  }
  watch_for_crashes();
  const tenon::Philox random(seed);
  for (current_run = first; current_run < first + runs; ++current_run) {
    // A copy of exact size on the heap, so that a sanitizer sees one byte too far.
    const std::string text = input_of(current_run, corpus, random);
    const std::vector<std::uint8_t> bytes(text.begin(), text.end());
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
  }
  std::printf("%zu files, %llu runs\n", corpus.size(), static_cast<unsigned long long>(runs));
  return 0;
}
