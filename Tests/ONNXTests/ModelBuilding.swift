import LaminaFormats
import LaminaGraph
import LaminaONNX
import LaminaTensor

/// A node in few words.
func node(
    _ type: String, _ inputs: [String], _ outputs: [String],
    _ attributes: [String: OnnxAttribute] = [:],
    domain: String = "", name: String = ""
) -> OnnxNode {
    var node = OnnxNode()
    (node.operatorType, node.inputs, node.outputs) = (type, inputs, outputs)
    (node.attributes, node.domain, node.name) = (attributes, domain, name)
    return node
}

/// A value of float32 with these sizes; names stand for any size.
func value(_ name: String, _ sizes: [OnnxDimension], _ type: OnnxElementType = .float32)
    -> OnnxValueInfo
{
    OnnxValueInfo(name: name, type: .tensor(type, sizes))
}

/// A graph of these nodes.
func graph(
    _ nodes: [OnnxNode], inputs: [OnnxValueInfo], outputs: [OnnxValueInfo],
    _ tensors: [OnnxTensor] = [], name: String = "graph"
) -> OnnxGraph {
    var graph = OnnxGraph()
    (graph.nodes, graph.inputs, graph.outputs, graph.initializers) = (
        nodes, inputs, outputs, tensors
    )
    graph.name = name
    return graph
}

/// A model of this graph.
func model(_ graph: OnnxGraph, opset: Int = 17) -> OnnxModel {
    var model = OnnxModel(path: "test.onnx")
    (model.graph, model.opsets, model.irVersion) = (graph, ["": opset], 8)
    return model
}

extension OnnxModel {
    /// The model after a way through a file's bytes.
    func reread() throws -> OnnxModel { try OnnxModel(parsing: ByteRegion(encoded), path: path) }
}
