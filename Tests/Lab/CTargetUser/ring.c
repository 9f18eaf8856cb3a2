#include "CTargetUser.h"

#include <linux/target_core_user.h>
#include <stddef.h>

#define PLACE(name, type, field) _Static_assert((name) == offsetof(type, field), #field)

PLACE(ringStartPlace, struct tcmu_mailbox, cmdr_off);
PLACE(ringSizePlace, struct tcmu_mailbox, cmdr_size);
PLACE(ringTailPlace, struct tcmu_mailbox, cmd_tail);
PLACE(entryFlagsPlace, struct tcmu_cmd_entry, hdr.uflags);
PLACE(entryVectorCountPlace, struct tcmu_cmd_entry, req.iov_cnt);
PLACE(entryCommandPlace, struct tcmu_cmd_entry, req.cdb_off);
PLACE(entryVectorsPlace, struct tcmu_cmd_entry, req.iov);
PLACE(entryStatusPlace, struct tcmu_cmd_entry, rsp.scsi_status);
PLACE(entryReadLengthPlace, struct tcmu_cmd_entry, rsp.read_len);
PLACE(entrySensePlace, struct tcmu_cmd_entry, rsp.sense_buffer);

uint32_t ringHead(const void *ring) {
    const struct tcmu_mailbox *mailbox = ring;
    return __atomic_load_n(&mailbox->cmd_head, __ATOMIC_ACQUIRE);
}

void setRingTail(void *ring, uint32_t tail) {
    struct tcmu_mailbox *mailbox = ring;
    __atomic_store_n(&mailbox->cmd_tail, tail, __ATOMIC_RELEASE);
}
