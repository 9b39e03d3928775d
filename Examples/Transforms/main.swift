// Derivatives as tools: `swift run -c release transforms` runs all examples, with a name one of them.

import Glibc

let examples: [(name: String, run: () -> Bool)] = [
    ("newton", newton),
    ("per-example", perExampleGradients),
    ("meta-learning", metaLearning),
    ("implicit-layer", implicitLayer),
    ("physics", physicsInformed),
]

let wanted = CommandLine.arguments.dropFirst()
let unknown = wanted.filter { name in !examples.contains { $0.name == name } }
guard unknown.isEmpty else {
    print("error: no example '\(unknown[0])'; there are \(examples.map(\.name))")
    exit(2)
}
var failed: [String] = []
for example in examples where wanted.isEmpty || wanted.contains(example.name) {
    print("── \(example.name)")
    if !example.run() { failed.append(example.name) }
}
guard failed.isEmpty else {
    print("error: not reached: \(failed)")
    exit(1)
}
