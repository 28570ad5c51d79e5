/* Inflates compressed messages with zlib and nothing else: what any inspector of the same traffic has to spend.
 *
 *   inflate-alone FILE
 *
 * The file holds messages in the order in which they were sent: the number of the stream that each belongs to and its
 * length (four bytes each, least significant first), then its bytes. Each stream keeps its context (RFC 7692). */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { stream_count = 4096, room = 1 << 15 };

static z_stream streams[stream_count];
static int is_started[stream_count];

static int fail(const char *what) {
  fprintf(stderr, "inflate-alone: %s\n", what);
  return 1;
}

static uint32_t read_number(const unsigned char *bytes) {
  return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

/* Inflates one piece of input to its end; returns how many bytes came out, or -1. */
static long inflate_piece(z_stream *stream, unsigned char *input, uint32_t length, unsigned char *output) {
  long total = 0;
  stream->next_in = input;
  stream->avail_in = length;
  do {
    stream->next_out = output;
    stream->avail_out = room;
    int result = inflate(stream, Z_SYNC_FLUSH);
    if (result != Z_OK && result != Z_BUF_ERROR) return -1;
    total += room - stream->avail_out;
  } while (stream->avail_out == 0);
  return total;
}

int main(int argc, char **argv) {
  static unsigned char tail[4] = {0x00, 0x00, 0xff, 0xff};
  static unsigned char output[room];
  if (argc != 2) return fail("usage: inflate-alone FILE");
  FILE *file = fopen(argv[1], "rb");
  if (!file) return fail("the file cannot be opened");
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  unsigned char *bytes = malloc(size > 0 ? (size_t)size : 1);
  if (!bytes || fread(bytes, 1, (size_t)size, file) != (size_t)size) return fail("the file cannot be read");
  fclose(file);

  long messages = 0;
  long inflated = 0;
  for (long position = 0; size - position >= 8; messages++) {
    uint32_t number = read_number(bytes + position);
    uint32_t length = read_number(bytes + position + 4);
    position += 8;
    if (number >= stream_count || length > size - position) return fail("the file is damaged");
    if (!is_started[number]) {
      if (inflateInit2(&streams[number], -MAX_WBITS) != Z_OK) return fail("out of memory");
      is_started[number] = 1;
    }
    long body = inflate_piece(&streams[number], bytes + position, length, output);
    long rest = inflate_piece(&streams[number], tail, sizeof tail, output);
    if (body < 0 || rest < 0) return fail("a message cannot be inflated");
    inflated += body + rest;
    position += length;
  }
  printf("%ld messages, %ld bytes inflated\n", messages, inflated);
  return 0;
}
