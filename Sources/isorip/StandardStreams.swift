import Glibc

/// The first three descriptors, which belong to stdin, stdout and stderr whatever happens.
enum StandardStreams {
    /// Opens those that were closed when the program was started, before anything else is opened.
    ///
    /// Without that, the next file to be opened, an image or a drive, would become descriptor 1, and
    /// results would be written into it. They are opened the wrong way round, stdin for writing and the
    /// others for reading: to use them fails as before, with EBADF, and is told.
    static func reserve() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            let access = descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY
            // The lowest number that is free is given out: this one. The root directory, where there
            // is no /dev, can be neither read nor written.
            let opened = unsafe open("/dev/null", access)
            if opened < 0, unsafe open("/", O_RDONLY) < 0 {
                _exit(ExitStatus.outputFailed.rawValue)
            }
        }
    }
}
