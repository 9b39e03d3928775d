import Glibc
import Synchronization

/// The functions of libhdf5 that reading takes, found when the first HDF5 file is read.
///
/// The library is not linked: it would bring thirty others, some of them for networks, into every
/// program that uses Lamina, and four milliseconds to each start.
struct HDF5Library: @unchecked Sendable {
    // Sendable because the library stays loaded, and is called in turn: see `withLibrary`.
    typealias ID = Int64
    typealias Text = UnsafePointer<CChar>

    let openFile: @convention(c) (Text, UInt32, ID) -> ID
    let closeFile: @convention(c) (ID) -> Int32
    let openObject: @convention(c) (ID, Text, ID) -> ID
    let closeObject: @convention(c) (ID) -> Int32
    let kindOfObject: @convention(c) (ID) -> Int32
    let groupInfo: @convention(c) (ID, UnsafeMutableRawPointer) -> Int32
    let linkName:
        @convention(c) (ID, Text, Int32, Int32, UInt64, UnsafeMutablePointer<CChar>?, Int, ID) ->
            Int
    let space: @convention(c) (ID) -> ID
    let closeSpace: @convention(c) (ID) -> Int32
    let rank: @convention(c) (ID) -> Int32
    let sizes: @convention(c) (ID, UnsafeMutablePointer<UInt64>?, UnsafeMutableRawPointer?) -> Int32
    let elementType: @convention(c) (ID) -> ID
    let copyType: @convention(c) (ID) -> ID
    let closeType: @convention(c) (ID) -> Int32
    let typeClass: @convention(c) (ID) -> Int32
    let typeSize: @convention(c) (ID) -> Int
    let typeSign: @convention(c) (ID) -> Int32
    let exponentBias: @convention(c) (ID) -> Int
    let baseType: @convention(c) (ID) -> ID
    let setOrder: @convention(c) (ID, Int32) -> Int32
    let creation: @convention(c) (ID) -> ID
    let closeCreation: @convention(c) (ID) -> Int32
    let externalCount: @convention(c) (ID) -> Int32
    let layout: @convention(c) (ID) -> Int32
    let read: @convention(c) (ID, ID, ID, ID, ID, UnsafeMutableRawPointer?) -> Int32

    /// By the versions that distributions have; the last two come with the development packages.
    private static let names = [
        "libhdf5_serial.so.103", "libhdf5_serial.so.310", "libhdf5.so.103", "libhdf5.so.310",
        "libhdf5_serial.so", "libhdf5.so",
    ]

    private static let loaded: HDF5Library? = names.lazy
        .compactMap { dlopen($0, RTLD_NOW | RTLD_LOCAL) }.first.flatMap { HDF5Library($0) }

    /// Debian builds the library without locks of its own.
    private static let turn = Mutex<Void>(())

    /// Calls `body` with the library, one caller at a time.
    ///
    /// - Throws: ``FileError`` with the package to install if there is none; what `body` throws.
    static func withLibrary<Result: Sendable>(
        for path: String, _ body: (HDF5Library) throws(FileError) -> Result
    ) throws(FileError) -> Result {
        guard let library = loaded else {
            throw FileError(
                path: path, problem: "HDF5 files are read by libhdf5, which is not installed",
                fix: "run `apt-get install libhdf5-103-1`, or the one of your distribution")
        }
        return try turn.withLock { _ throws(FileError) in try body(library) }
    }

    /// Nil if the library lacks one of the functions.
    private init?(_ handle: UnsafeMutableRawPointer) {
        func find<Function>(_ name: String) -> Function? {
            dlsym(handle, name).map { unsafeBitCast($0, to: Function.self) }
        }
        guard let openFile: @convention(c) (Text, UInt32, ID) -> ID = find("H5Fopen"),
            let closeFile: @convention(c) (ID) -> Int32 = find("H5Fclose"),
            let openObject: @convention(c) (ID, Text, ID) -> ID = find("H5Oopen"),
            let closeObject: @convention(c) (ID) -> Int32 = find("H5Oclose"),
            let kindOfObject: @convention(c) (ID) -> Int32 = find("H5Iget_type"),
            let groupInfo: @convention(c) (ID, UnsafeMutableRawPointer) -> Int32 =
                find("H5Gget_info"),
            let linkName:
                @convention(c) (
                    ID, Text, Int32, Int32, UInt64, UnsafeMutablePointer<CChar>?, Int, ID
                )
                    -> Int = find("H5Lget_name_by_idx"),
            let space: @convention(c) (ID) -> ID = find("H5Dget_space"),
            let closeSpace: @convention(c) (ID) -> Int32 = find("H5Sclose"),
            let rank: @convention(c) (ID) -> Int32 = find("H5Sget_simple_extent_ndims"),
            let sizes:
                @convention(c) (ID, UnsafeMutablePointer<UInt64>?, UnsafeMutableRawPointer?) ->
                    Int32 =
                find("H5Sget_simple_extent_dims"),
            let elementType: @convention(c) (ID) -> ID = find("H5Dget_type"),
            let copyType: @convention(c) (ID) -> ID = find("H5Tcopy"),
            let closeType: @convention(c) (ID) -> Int32 = find("H5Tclose"),
            let typeClass: @convention(c) (ID) -> Int32 = find("H5Tget_class"),
            let typeSize: @convention(c) (ID) -> Int = find("H5Tget_size"),
            let typeSign: @convention(c) (ID) -> Int32 = find("H5Tget_sign"),
            let exponentBias: @convention(c) (ID) -> Int = find("H5Tget_ebias"),
            let baseType: @convention(c) (ID) -> ID = find("H5Tget_super"),
            let setOrder: @convention(c) (ID, Int32) -> Int32 = find("H5Tset_order"),
            let creation: @convention(c) (ID) -> ID = find("H5Dget_create_plist"),
            let closeCreation: @convention(c) (ID) -> Int32 = find("H5Pclose"),
            let externalCount: @convention(c) (ID) -> Int32 = find("H5Pget_external_count"),
            let layout: @convention(c) (ID) -> Int32 = find("H5Pget_layout"),
            let read: @convention(c) (ID, ID, ID, ID, ID, UnsafeMutableRawPointer?) -> Int32 =
                find("H5Dread"),
            let leaveAtExit: @convention(c) () -> Int32 = find("H5dont_atexit"),
            let setAuto: @convention(c) (ID, OpaquePointer?, OpaquePointer?) -> Int32 =
                find("H5Eset_auto2"),
            let unregisterLinks: @convention(c) (Int32) -> Int32 = find("H5Lunregister"),
            let setPlugIns: @convention(c) (UInt32) -> Int32 = find("H5PLset_loading_state")
        else { return nil }
        (self.openFile, self.closeFile, self.openObject) = (openFile, closeFile, openObject)
        (self.closeObject, self.kindOfObject) = (closeObject, kindOfObject)
        (self.groupInfo, self.linkName) = (groupInfo, linkName)
        (self.space, self.closeSpace, self.rank, self.sizes) = (space, closeSpace, rank, sizes)
        (self.elementType, self.copyType, self.closeType) = (elementType, copyType, closeType)
        (self.typeClass, self.typeSize, self.typeSign) = (typeClass, typeSize, typeSign)
        (self.exponentBias, self.baseType, self.setOrder) = (exponentBias, baseType, setOrder)
        (self.creation, self.closeCreation) = (creation, closeCreation)
        (self.externalCount, self.layout, self.read) = (externalCount, layout, read)
        // At the program's end it would go on about what damaged files have left open.
        _ = leaveAtExit()
        // Its errors are ours to tell; a file must not lead into other files (links of kind 64), nor
        // have code loaded by the name of a filter.
        _ = setAuto(0, nil, nil)
        _ = unregisterLinks(64)
        _ = setPlugIns(0)
    }
}
