// Series as one HTML page that needs nothing but itself: zoom, values at the pointer. Pure.
#pragma once

#include <string>

#include "eardrum/client/plot/thin.hpp"
#include "eardrum/client/view/time_text.hpp"

namespace eardrum::client {

/// Dygraphs draws in the browser, from points that are in the page; it is part of the page too.
/// Where a series has more points than `columns` columns can show, it is thinned (thin()), and the
/// page says so. Keys stand in the page as data alone, as printable ASCII.
std::string html_page(const Samples& samples, TimeZone zone, std::size_t columns);

/// How many columns keep the page of so many series under two megabytes.
std::size_t page_columns(std::size_t series_count);

}  // namespace eardrum::client
