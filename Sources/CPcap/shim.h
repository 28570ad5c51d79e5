#ifndef WSLENS_CPCAP_SHIM_H
#define WSLENS_CPCAP_SHIM_H

#include <stdio.h>
#include <pcap/pcap.h>

#include "privileges.h"

#ifdef __GLIBC__
// __fsetlocking: one thread reads a capture, and a lock for each of its records would cost more than the reading.
#include <stdio_ext.h>
// fopencookie lets libpcap read from a decompressor. glibc declares it only under _GNU_SOURCE, which would change the
// other types of this module against those of the Glibc module that Swift files import beside it.
#include <bits/types/cookie_io_functions_t.h>
extern FILE *fopencookie(void *cookie, const char *mode, cookie_io_functions_t functions);
#endif

#endif
