import LaminaGraph
import Testing

@Suite struct PrintingTests {
    private func layer() throws -> Graph {
        var result = try graph([TensorSpec([32, 784]), TensorSpec([10, 784])]) { graph, x in
            let y = try graph.add(.matmul(transposeLHS: false, transposeRHS: true), x)
            return try graph.add(.reduce(.max, axes: [1]), [y])
        }
        result.nodes[2].scope = "net.dense1"
        result.nodes[3].scope = "net"
        return result
    }

    @Test func textShowsOperandsAttributesSpecAndScope() throws {
        #expect(
            try layer().description == """
                %0 = parameter(0) : float32 [32, 784]
                %1 = parameter(1) : float32 [10, 784]
                %2 = matmul(%0, %1, transposeRHS) : float32 [32, 10]   net.dense1
                %3 = reduce max(%2, axes: [1]) : float32 [32]   net
                return %3
                """)
    }

    @Test func dotNestsBoxesAlongThePath() throws {
        #expect(
            try layer().dot == """
                digraph {
                  rankdir=TB; node [shape=box, fontname="Helvetica"];
                    n0 [label="%0 parameter 0\\nfloat32 [32, 784]"];
                    n1 [label="%1 parameter 1\\nfloat32 [10, 784]"];
                  subgraph "cluster_net" {
                    label="net";
                    n3 [label="%3 reduce max axes: [1]\\nfloat32 [32]", peripheries=2];
                  subgraph "cluster_net.dense1" {
                    label="dense1";
                    n2 [label="%2 matmul transposeRHS\\nfloat32 [32, 10]"];
                  }
                  }
                  n0 -> n2;
                  n1 -> n2;
                  n2 -> n3;
                }

                """)
    }

    @Test func namesFromUsersCannotBreakOut() throws {
        var graph = try layer()
        graph.nodes[2].scope = "a\"]; evil [x=\"\n\\"
        let lines = graph.dot.split(separator: "\n").filter { $0.contains("evil") }
        #expect(lines.allSatisfy { $0.contains("a\\\"]; evil [x=\\\"\\n\\\\") })
        #expect(!lines.isEmpty)
        #expect(graph.description.split(separator: "\n").count == 5)
    }
}
