import Glibc

/// What a process must settle before it opens its first file.
enum StandardDescriptors {
    /// Makes sure that the descriptors 0 to 2 are taken, and that too large a file is an error.
    ///
    /// A shell may start a program with one of them closed (`>&-`). The next file to be opened, a
    /// checkpoint or the run store, would then get its number, and a line for stdout would end up
    /// in the middle of it. `/dev/null` takes the place, opened the wrong way round, so that
    /// printing still fails as it should.
    static func secure() {
        for descriptor in 0...2 as ClosedRange<Int32> where fcntl(descriptor, F_GETFD) == -1 {
            _ = open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
        }
        // Above `ulimit -f`, write() then fails with EFBIG, which is reported as a full disk is; by
        // default the signal would kill the process without a word.
        signal(SIGXFSZ, SIG_IGN)
    }
}
