import ArgumentParser
import Lamina
import LaminaFormats
import LaminaONNX
import LaminaTensor

/// `lamina onnx to-swift`: a network as Swift source.
struct OnnxToSwift: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "to-swift",
        abstract: "Writes a network as the source of a Swift module.",
        discussion: """
              lamina onnx to-swift model.onnx Detector --shape x=1,3,96,192

            writes Detector.swift and Detector.safetensors; the source is for these shapes.
            """)

    @Argument(help: ArgumentHelp("The ONNX file.", valueName: "file"), completion: .file())
    var path: String

    @Argument(help: ArgumentHelp("The type's name.", valueName: "type"))
    var typeName: String

    @OptionGroup var shapes: OnnxShapes

    @Option(help: "Where to write the two files.", completion: .directory)
    var outputDir = "."

    func validate() throws {
        let isName =
            typeName.first?.isLetter == true
            && typeName.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
        guard isName else { throw ValidationError("'\(typeName)' is no name of a type") }
    }

    func run() throws {
        let model = try OnnxModel(contentsOf: path)
        let source = try SwiftSource(model, typeName: typeName, inputs: shapes.specs(of: model))
        let stem = "\(outputDir)/\(typeName)"
        let entries = source.weights.mapValues { StoredArray($0) }
        try SafeTensors(entries: entries).write(to: stem + ".safetensors")
        try AtomicFile.write(Array(source.text.utf8), to: stem + ".swift")
        try StandardStream.output.write("\(stem).swift and \(stem).safetensors\n")
    }
}
