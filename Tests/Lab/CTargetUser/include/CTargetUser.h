#include <stdint.h>

/* The ring that linux/target_core_user.h describes. Swift cannot import that header: its iovec
   clashes with the C library's, its structures are packed and end in arrays without a length. So
   here are the places of the fields; ring.c checks them against the kernel's own header. */
enum {
    ringStartPlace = 4,
    ringSizePlace = 8,
    ringTailPlace = 64,
    entryFlagsPlace = 7,
    entryVectorCountPlace = 8,
    entryCommandPlace = 24,
    entryVectorsPlace = 48,
    entryStatusPlace = 8,
    entryReadLengthPlace = 12,
    entrySensePlace = 16,
};

/* Head and tail are shared with the running kernel: both need a memory order, which Swift cannot
   put on memory that it did not allocate itself. */
uint32_t ringHead(const void *ring);
void setRingTail(void *ring, uint32_t tail);
