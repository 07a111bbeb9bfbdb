#include "grammar/source.hpp"

#include <algorithm>

namespace minivm::grammar {

namespace {

// "\r\n" and '\r' alone become '\n'.
void translate_line_ends(std::string& text) {
    auto const first = text.find('\r');
    if (first == std::string::npos) return;
    auto write = first;
    for (auto read = first; read < text.size(); ++read) {
        if (text[read] == '\r') {
            if (read + 1 < text.size() && text[read + 1] == '\n') ++read;
            text[write++] = '\n';
        } else {
            text[write++] = text[read];
        }
    }
    text.resize(write);
}

}  // namespace

Source::Source(std::string name, std::string bytes) : name_(std::move(name)), text_(std::move(bytes)) {
    has_mark_ = text_.starts_with("\xEF\xBB\xBF");
    if (has_mark_) text_.erase(0, 3);
    translate_line_ends(text_);
    if (text_.size() > maximum_size) return;
    starts_.push_back(0);
    for (auto at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1)) {
        starts_.push_back(static_cast<std::uint32_t>(at + 1));
    }
    if (starts_.back() != text_.size()) starts_.push_back(static_cast<std::uint32_t>(text_.size() + 1));
}

std::uint32_t Source::lines() const {
    return starts_.empty() ? 0 : static_cast<std::uint32_t>(starts_.size() - 1);
}

std::string_view Source::line(std::uint32_t number) const {
    if (number == 0 || number > lines()) return {};
    auto const start = starts_[number - 1];
    return std::string_view(text_).substr(start, starts_[number] - 1 - start);
}

std::uint32_t Source::characters(std::uint32_t line_number, std::uint32_t column) const {
    return count_characters(line(line_number), column);
}

std::uint32_t count_characters(std::string_view line, std::uint32_t column) {
    auto const before = line.substr(0, column);
    auto const count =
        std::count_if(before.begin(), before.end(), [](char byte) { return (byte & 0xC0) != 0x80; });
    return static_cast<std::uint32_t>(count) + (column - static_cast<std::uint32_t>(before.size()));
}

}  // namespace minivm::grammar
