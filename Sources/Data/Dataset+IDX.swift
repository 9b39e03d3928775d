import LaminaFormats

extension Dataset {
    /// Grey pictures and their classes from a pair of IDX files, as MNIST and its successors have
    /// them.
    ///
    /// - Parameters:
    ///   - images: path of a `uint8` array of `[count, height, width]`; examples get the shape
    ///     `[height, width, 1]`.
    ///   - labels: path of a `uint8` array of `[count]`.
    /// - Throws: ``FileError`` with the byte of the fault; a label that is no class is named with
    ///   its record.
    public init(
        name: String, images: String, labels: String, classNames: [String]
    ) throws {
        let pixels = try IDX(contentsOf: images)
        let classes = try IDX(contentsOf: labels)
        guard pixels.elementType == .uint8, pixels.shape.count == 3 else {
            throw FileError(
                path: images, at: .byte(2),
                problem:
                    "holds \(pixels.elementType) \(pixels.shape); pictures are uint8 with three"
                    + " axes", fix: "check that this is the file of pictures, not of labels")
        }
        guard classes.elementType == .uint8, classes.shape == [pixels.shape[0]] else {
            throw FileError(
                path: labels, at: .byte(2),
                problem:
                    "holds \(classes.elementType) \(classes.shape); \(pixels.shape[0]) pictures"
                    + " need uint8 [\(pixels.shape[0])]",
                fix: "check that both files belong to the same set")
        }
        let values = try classes.int32()
        if let record = Dataset.firstFault(in: values, classCount: classNames.count) {
            throw FileError(
                path: labels, at: .byte(classes.dataOffset + record),
                problem: "record \(record) has label \(values[record]); there are"
                    + " \(classNames.count) classes, from 0",
                fix: "get the file again, or correct the label")
        }
        try self.init(
            name: name, inputs: .bytes(pixels.bytes), exampleShape: pixels.shape[1...] + [1],
            targets: .labels(values, classNames: classNames))
    }
}
