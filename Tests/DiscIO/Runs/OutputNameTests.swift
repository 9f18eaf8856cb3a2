import DiscIO
import Testing

@Suite struct OutputNameTests {
    @Test(arguments: [
        ("HOLIDAY_2003", "HOLIDAY_2003.iso"), ("Debian 12.5.0 amd64", "Debian_12.5.0_amd64.iso"),
        ("a/b\\c:d", "a_b_c_d.iso"), ("../../etc", "etc.iso"), ("-rf", "rf.iso"),
        ("__init", "init.iso"), ("x-1", "x-1.iso"), ("ÜBER", "BER.iso"), ("e\u{301}t", "e_t.iso"),
    ])
    func `a label becomes a name that every file system takes`(label: String, name: String) {
        #expect(OutputName.forLabel(label) == name)
    }

    @Test(arguments: [nil, "", "...", "_-.", "日本"])
    func `a disc without a usable label is called disc`(label: String?) {
        #expect(OutputName.forLabel(label) == "disc.iso")
    }

    @Test func `a long label is cut`() {
        let label = String(repeating: "A", count: 64)
        #expect(OutputName.forLabel(label) == label + ".iso")
        #expect(OutputName.forLabel(label + "B") == label + ".iso")
    }
}
