// Keys that compare as whole numbers the way the elements are to be sorted.
#ifndef LAMINA_SORT_KEY_H
#define LAMINA_SORT_KEY_H

#include <cstdint>
#include <cstring>
#include <type_traits>

namespace lamina {

/// The key of an element and its position in one number: the position makes all entries of a line
/// different, so that any way of sorting them is stable.
template <class Key>
using SortEntry = std::conditional_t<sizeof(Key) == 4, uint64_t, unsigned __int128>;

/// 32 bits hold the keys of all types up to that size.
template <class T>
using SortKey = std::conditional_t<sizeof(T) <= 4, uint32_t, uint64_t>;

template <class T>
SortKey<T> sort_key(T x, bool descending) {
    using Key = SortKey<T>;
    if constexpr (std::is_floating_point_v<T>) {
        // The largest key is no number's in either direction: NaN comes last.
        if (x != x) return ~Key(0);
        x += T(0);  // -0 is 0
        Key bits;
        std::memcpy(&bits, &x, sizeof bits);
        constexpr Key sign = Key(1) << (8 * sizeof(Key) - 1);
        // A larger magnitude of a negative number is a smaller number.
        const Key key = (bits & sign) ? ~bits : bits | sign;
        return descending ? ~key : key;
    } else {
        constexpr Key offset = std::is_signed_v<T> ? Key(1) << (8 * sizeof(Key) - 1) : 0;
        const Key key = static_cast<Key>(static_cast<std::make_signed_t<Key>>(x)) + offset;
        return descending ? ~key : key;
    }
}

template <class T>
SortEntry<SortKey<T>> sort_entry(T x, int64_t position, bool descending) {
    using Entry = SortEntry<SortKey<T>>;
    return static_cast<Entry>(sort_key(x, descending)) << 32 | static_cast<uint32_t>(position);
}

}  // namespace lamina

#endif
