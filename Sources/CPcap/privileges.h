#ifndef WSLENS_CPCAP_PRIVILEGES_H
#define WSLENS_CPCAP_PRIVILEGES_H

#ifdef __linux__
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// capset has no wrapper in glibc, and Swift calls no variadic functions such as syscall and prctl.
// Of the capabilities that the process has, those remain whose bits are set; none is ever gained again.
static inline int wslens_keep_capabilities(unsigned long long kept) {
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct data[2] = {{0, 0, 0}, {0, 0, 0}};
  if (syscall(SYS_capget, &header, data) != 0) return -1;
  for (int word = 0; word < 2; word++) {
    data[word].permitted &= (unsigned)(kept >> (32 * word));
    data[word].effective = data[word].permitted;
    data[word].inheritable = 0;
  }
  if (syscall(SYS_capset, &header, data) != 0) return -1;
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}
#endif

#endif
