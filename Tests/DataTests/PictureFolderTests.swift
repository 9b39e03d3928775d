import Glibc
import LaminaData
import LaminaFormats
import LaminaTestSupport
import Testing

@Suite struct PictureFolderTests {
    /// Two classes, three pictures, a broken one, and what is to be passed over.
    private func pictures() throws -> TemporaryFolder {
        let folder = TemporaryFolder()
        for name in ["dog", "cat", "cat/more"] { mkdir(folder.path + "/" + name, 0o755) }
        func write(_ name: String, _ brightness: UInt8, width: Int = 9) throws {
            let pixels = [UInt8](repeating: brightness, count: 6 * width * 3)
            try Bitmap(height: 6, width: width, channels: 3, pixels: pixels)
                .write(to: folder.path + "/" + name)
        }
        try write("cat/b.png", 10)
        try write("cat/more/a.jpg", 20, width: 12)
        try write("dog/x.png", 30)
        try AtomicFile.write([0x89, 0x50, 0x4E, 0x47], to: folder.path + "/dog/broken.png")
        try AtomicFile.write([1], to: folder.path + "/dog/notes.txt")
        try AtomicFile.write([1], to: folder.path + "/dog/.hidden.png")
        return folder
    }

    @Test func foldersAreClassesInOrderOfName() throws {
        let temporary = try pictures()
        let folder = try PictureFolder(path: temporary.path)
        #expect(folder.classNames == ["cat", "dog"])
        let names = folder.entries.map { String($0.path.dropFirst(temporary.path.count + 1)) }
        #expect(names == ["cat/b.png", "cat/more/a.jpg", "dog/broken.png", "dog/x.png"])
        #expect(folder.entries.map(\.label) == [0, 0, 1, 1])
    }

    @Test func anUnreadablePictureIsSkippedAndReported() throws {
        let temporary = try pictures()
        let folder = try PictureFolder(path: temporary.path)
        let (data, unreadable) = try folder.load(size: 4, unreadable: .skip)
        #expect(data.count == 3 && data.exampleShape == [4, 4, 3])
        #expect(data.labels == [0, 0, 1])
        #expect(data.example(2).allSatisfy { abs($0 - 30 / 255) < 1e-6 })
        #expect(unreadable.map(\.path) == [temporary.path + "/dog/broken.png"])
    }

    @Test func orItIsTheError() throws {
        let temporary = try pictures()
        let folder = try PictureFolder(path: temporary.path)
        let error = #expect(throws: FileError.self) { try folder.load(size: 4) }
        #expect(error?.path == temporary.path + "/dog/broken.png")
        let broken = folder.subset([2])
        let none = #expect(throws: DatasetError.self) {
            try broken.load(size: 4, unreadable: .skip)
        }
        #expect("\(none as Any)".contains("none of the 1 pictures could be read"))
    }

    @Test func aFolderWithoutPicturesIsAnError() throws {
        let empty = TemporaryFolder()
        #expect(throws: FileError.self) { try PictureFolder(path: empty.path) }
        #expect(throws: FileError.self) { try PictureFolder(path: empty.path + "/none") }
    }

    @Test func greyPicturesHaveOneChannel() throws {
        let temporary = try pictures()
        let folder = try PictureFolder(path: temporary.path).subset([0])
        let data = try folder.load(size: 2, channels: 1).dataset
        #expect(data.exampleShape == [2, 2, 1])
        #expect(data.example(0) == [Float](repeating: 10 / 255, count: 4))
    }
}
