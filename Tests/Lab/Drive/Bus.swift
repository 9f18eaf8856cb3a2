import Dispatch
import Synchronization

/// The bus with the drive on it.
///
/// The kernel asks the drive while it is put on or taken off, so both
/// go on beside the loop that answers.
final class Bus: Sendable {
    private let store: BackStore
    private let queue = DispatchQueue(label: "bus")
    private let changes = Atomic(0)

    init(_ store: BackStore) {
        self.store = store
    }

    /// Whether the drive is being put on or taken off.
    var isChanging: Bool { changes.load(ordering: .acquiring) > 0 }

    /// Puts the drive on.
    func plug() {
        change { store in
            do {
                try store.plug()
            } catch {
                print("the drive cannot be put on its bus: \(error)")
            }
        }
    }

    /// Takes the drive off.
    func unplug() {
        change { $0.unplug() }
    }

    private func change(by work: @escaping @Sendable (BackStore) -> Void) {
        changes.add(1, ordering: .acquiringAndReleasing)
        queue.async { [self] in
            work(store)
            changes.subtract(1, ordering: .acquiringAndReleasing)
        }
    }
}
