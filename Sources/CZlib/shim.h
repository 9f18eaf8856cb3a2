// zlib, for its CRC-32.
#include <zlib.h>
