import CCdio
import RescueCore

@testable import DiscIO

extension FileListing {
    /// The files that libiso9660 finds in an image; nil if it cannot open it.
    ///
    /// Only for images that are sound: the library crashes on some that are not, and knows neither
    /// files of several extents nor directories that Rock Ridge moved.
    static func ofLibiso9660(
        _ image: String, readingJoliet: Bool
    ) -> Set<FileListing>? {
        Libcdio.call {
            let extensions =
                readingJoliet ? ISO_EXTENSION_JOLIET_LEVEL3 : ISO_EXTENSION_ROCK_RIDGE
            let mask = iso_extension_mask_t(extensions.rawValue)
            guard let volume = unsafe iso9660_open_ext(image, mask) else { return nil }
            defer { _ = unsafe iso9660_close(volume) }
            var found: Set<FileListing> = []
            var directories = ["/"]
            while let directory = directories.popLast() {
                guard let list = unsafe iso9660_ifs_readdir(volume, directory) else { continue }
                defer { unsafe iso9660_filelist_free(list) }
                var next = unsafe _cdio_list_begin(list)
                while let node = unsafe next {
                    unsafe next = _cdio_list_node_next(node)
                    guard let data = unsafe _cdio_list_node_data(node) else { continue }
                    let entry = unsafe data.assumingMemoryBound(to: iso9660_stat_t.self)
                    let name = unsafe String(cString: ccdio_iso9660_name(entry))
                    if name == "." || name == ".." { continue }
                    if unsafe entry.pointee.type == _STAT_DIR {
                        directories.append("\(directory)\(name)/")
                        continue
                    }
                    let size = unsafe Int(entry.pointee.size)
                    found.insert(
                        FileListing(
                            path: directory + name, size: size,
                            starts: size == 0 ? [] : [unsafe Int(entry.pointee.lsn)]))
                }
            }
            return found
        }.result
    }
}
