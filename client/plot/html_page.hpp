// Writes series as one self-contained HTML page with zoom and values at the pointer. Pure.
#pragma once

#include <string>

#include "eardrum/client/plot/thin.hpp"
#include "eardrum/client/view/time_text.hpp"

namespace eardrum::client {

/// The page contains the points and Dygraphs, which draws them in the browser. A series with more
/// points than `columns` columns can show is thinned (thin()), and the page says so. Keys are in
/// the page only as data, in printable ASCII.
std::string html_page(const Samples& samples, TimeZone zone, std::size_t columns);

/// The number of columns with which a page of `series_count` series is smaller than two megabytes.
std::size_t page_columns(std::size_t series_count);

}  // namespace eardrum::client
