/// Checks an argument: a false condition stops the program with the message and the user's line.
///
/// `precondition` prints nothing in release builds, which is how people run this library.
package func require(_ condition: Bool, _ message: @autoclosure () -> String) {
    guard !condition else { return }
    fatalError("\(message())\n  at   \(CallSite.here().line)")
}
