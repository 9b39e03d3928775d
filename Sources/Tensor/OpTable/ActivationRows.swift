import LaminaGraph

let activationRows: [OpRow] = {
    let file = "Activations.swift"
    let torch = "torch.nn.functional"
    let far = Domain.interval(-5..<8)
    return [
        unaryRow("relu", in: file, golden: "\(torch).relu(t(a))") { relu($0) },
        unaryRow("relu6", in: file, over: far, golden: "\(torch).relu6(t(a))") { relu6($0) },
        unaryRow("leakyRelu", in: file, golden: "\(torch).leaky_relu(t(a), 0.2)") {
            leakyRelu($0, slope: 0.2)
        },
        unaryRow("elu", in: file, golden: "\(torch).elu(t(a), 1.5)") { elu($0, alpha: 1.5) },
        unaryRow(
            "celu", in: file, golden: "\(torch).celu(t(a), 1.5)",
            wrong: [WrongCall("alpha is 0.0") { celu($0[0], alpha: 0) }]
        ) { celu($0, alpha: 1.5) },
        unaryRow("selu", in: file, golden: "\(torch).selu(t(a))") { selu($0) },
        unaryRow("gelu", in: file, golden: "\(torch).gelu(t(a))", slack: 8) { gelu($0) },
        unaryRow(
            "gelu, tanh", in: file, golden: "\(torch).gelu(t(a), approximate='tanh')", slack: 8
        ) { gelu($0, .tanh) },
        unaryRow("silu", in: file, golden: "\(torch).silu(t(a))") { silu($0) },
        unaryRow("mish", in: file, golden: "\(torch).mish(t(a))", slack: 2) { mish($0) },
        unaryRow("softsign", in: file, golden: "\(torch).softsign(t(a))") { softsign($0) },
        unaryRow("hardTanh", in: file, golden: "\(torch).hardtanh(t(a))") { hardTanh($0) },
        unaryRow("hardSigmoid", in: file, over: far, golden: "\(torch).hardsigmoid(t(a))") {
            hardSigmoid($0)
        },
        unaryRow("hardSwish", in: file, over: far, golden: "\(torch).hardswish(t(a))") {
            hardSwish($0)
        },
    ]
}()
