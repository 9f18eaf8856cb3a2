/// The world a verification runs in: its clock, its patience, and who wants to know.
package protocol VerifyHost: RunHost {
    /// Learns what happened; called on the verifier's thread, between commands.
    func report(_ event: VerifyEvent, _ progress: VerifyProgress)
}
