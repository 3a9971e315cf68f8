#include "eardrum/protocol/framer.hpp"

#include <algorithm>
#include <cassert>

namespace eardrum::protocol {

Framer Framer::requests(std::size_t bytes_max) {
  return {Marker::line_feed, bytes_max};
}
Framer Framer::responses(std::size_t bytes_max) {
  return {Marker::two_line_feeds, bytes_max};
}

void Framer::feed(std::string_view bytes) {
  // Returned messages are forgotten in one move once they are the larger half: linear over all.
  if (begin_ > 0 && begin_ >= buffer_.size() / 2) {
    buffer_.erase(0, begin_);
    searched_ -= begin_;
    begin_ = 0;
  }
  buffer_.append(bytes);
}

std::size_t Framer::find_end() {
  for (;;) {
    const auto line_feed = buffer_.find('\n', searched_);
    if (line_feed == std::string::npos) {
      searched_ = buffer_.size();
      return std::string::npos;
    }
    if (marker_ == Marker::line_feed) return line_feed + 1;
    if (line_feed + 1 == buffer_.size()) {
      searched_ = line_feed;  // the second LF may come with the next bytes
      return std::string::npos;
    }
    if (buffer_[line_feed + 1] == '\n') return line_feed + 2;
    searched_ = line_feed + 1;
  }
}

Frame Framer::next() {
  assert(begin_ <= searched_ && searched_ <= buffer_.size());
  const auto end = find_end();
  const auto size = std::min(end, buffer_.size()) - begin_;
  if (dropping_ || size > bytes_max_) return next_overlong(end);
  if (end == std::string::npos) return NeedMore{};
  const auto message = std::string_view(buffer_).substr(begin_, size);
  begin_ = searched_ = end;
  return message;
}

Frame Framer::next_overlong(std::size_t end) {
  const Violation too_long{
      marker_ == Marker::line_feed ? Refusal::line_too_long : Refusal::response_too_long,
      bytes_max_};
  if (marker_ == Marker::two_line_feeds) return too_long;
  dropping_ = end == std::string::npos;
  begin_ = searched_ = std::min(end, buffer_.size());
  if (dropping_) return NeedMore{};
  return too_long;
}

}  // namespace eardrum::protocol
