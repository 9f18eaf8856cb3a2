// Linux calls that glibc declares for _GNU_SOURCE only, which Swift's import of glibc does not define.
#pragma once

#include <sys/types.h>

// Their flags: FALLOC_FL_PUNCH_HOLE, SYNC_FILE_RANGE_WRITE, RENAME_NOREPLACE and others.
#include <linux/falloc.h>
#include <linux/fs.h>

// SG_IO and sg_io_hdr_t, its argument; Swift's import of glibc leaves <scsi/sg.h> out.
#include <scsi/sg.h>

int fallocate(int file, int mode, off_t offset, off_t length);
int sync_file_range(int file, off_t offset, off_t length, unsigned int flags);
int renameat2(int from_directory, const char *from, int to_directory, const char *to,
              unsigned int flags);

// What another process may use, and what it inherits.
#include <spawn.h>
#include <sys/resource.h>

int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
int prlimit(pid_t process, int resource, const struct rlimit *limit, struct rlimit *old_limit);

#include <signal.h>
#include <sys/prctl.h>

// Swift does not import functions with any number of arguments.
static inline int kill_with_parent(void) { return prctl(PR_SET_PDEATHSIG, SIGKILL); }
