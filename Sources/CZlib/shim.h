#ifndef WSLENS_CZLIB_SHIM_H
#define WSLENS_CZLIB_SHIM_H

#include <zlib.h>

// inflateInit2 is a macro over inflateInit2_, and Swift imports no function-like macros.
static inline int wslens_inflateInit2(z_stream *stream, int windowBits) {
  return inflateInit2(stream, windowBits);
}

// deflateInit2 likewise; the tests and the sample generator compress with it.
static inline int wslens_deflateInit2(z_stream *stream, int level, int windowBits, int memLevel) {
  return deflateInit2(stream, level, Z_DEFLATED, windowBits, memLevel, Z_DEFAULT_STRATEGY);
}

#endif
