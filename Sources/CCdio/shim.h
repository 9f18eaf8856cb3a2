// What Swift sees of libcdio.
#pragma once

// Before libcdio's own headers: where bool is unknown to them, they make it an unsigned char.
#include <stdbool.h>

#include <cdio/cdio.h>
#include <cdio/ds.h>
#include <cdio/iso9660.h>
#include <cdio/logging.h>
#include <cdio/mmc.h>

// The kernel's CDROM_DRIVE_STATUS and its answers: libcdio has no call that asks without waiting.
#include <linux/cdrom.h>

// The log level is a mutable global, which Swift 6 does not let anyone touch.
static inline void ccdio_set_log_level(cdio_log_level_t level) {
    cdio_loglevel_default = level;
}

// Sense data is a struct of bit fields in fixed format; as bytes, both formats can be parsed.
// Returns how many bytes were stored, 0 if there is none.
static inline int ccdio_last_sense(const CdIo_t *cdio, uint8_t *bytes, int capacity) {
    cdio_mmc_request_sense_t *sense = NULL;
    int count = mmc_last_cmd_sense(cdio, &sense);
    if (count > capacity) count = capacity;
    for (int i = 0; i < count; i++) bytes[i] = ((const uint8_t *)sense)[i];
    cdio_free(sense);
    return count > 0 ? count : 0;
}

// A name is an array without a length at the end of its struct, which Swift does not see.
static inline const char *ccdio_iso9660_name(const iso9660_stat_t *entry) {
    return entry->filename;
}
