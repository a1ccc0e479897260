//! Files as the compiler reads them, and the reasons why one cannot be read, in plain words.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use mapc::Files;

/// Places in a text are counted with 32 bits.
const LARGEST: u64 = u32::MAX as u64;

/// The disk, with paths as they are: relative ones start at the working directory.
#[derive(Debug)]
pub struct Disk;

impl Files for Disk {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        read(Path::new(path))
    }

    fn open(&self, path: &str) -> Result<Box<dyn Read + '_>, String> {
        Ok(Box::new(open(Path::new(path))?.0))
    }

    fn length(&self, path: &str) -> Option<usize> {
        std::fs::metadata(path).ok().and_then(|kind| usize::try_from(kind.len()).ok())
    }
}

/// The bytes of a file. Folders and devices are refused, and so is what is too long to point into.
pub fn read(path: &Path) -> Result<Vec<u8>, String> {
    let (file, length) = open(path)?;
    if length > LARGEST {
        return Err("it is larger than 4 GiB".to_owned());
    }
    let mut bytes = Vec::new();
    // The length above may have been wrong: a file can grow while it is read.
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    if bytes.len() as u64 > LARGEST { Err("it is larger than 4 GiB".to_owned()) } else { Ok(bytes) }
}

/// A file to be read, and its length. Folders and devices are refused.
pub fn open(path: &Path) -> Result<(File, u64), String> {
    let kind = std::fs::metadata(path).map_err(|error| reason(&error))?;
    if kind.is_dir() {
        return Err("it is a folder".to_owned());
    }
    if !kind.is_file() {
        return Err("it is not a regular file".to_owned());
    }
    let file = File::open(path).map_err(|error| reason(&error))?;
    Ok((file, kind.len()))
}

/// Whether `path` is a file of exactly these bytes, which stand in pieces, and no link to one. It is not read as a whole.
pub fn holds(path: &Path, pieces: &[&[u8]]) -> bool {
    let length: usize = pieces.iter().map(|piece| piece.len()).sum();
    let may_hold = path.symlink_metadata().is_ok_and(|kind| kind.is_file() && kind.len() == length as u64);
    may_hold && open(path).is_ok_and(|(file, _)| reads_as(file, pieces).is_ok_and(|is_same| is_same))
}

/// Whether `file` gives these bytes, and then ends.
fn reads_as(mut file: File, pieces: &[&[u8]]) -> io::Result<bool> {
    const AT_ONCE: usize = 32 << 10;
    let mut buffer = [0; AT_ONCE];
    for chunk in pieces.iter().flat_map(|piece| piece.chunks(AT_ONCE)) {
        let read = &mut buffer[..chunk.len()];
        match file.read_exact(read) {
            Ok(()) if read == chunk => {}
            Ok(()) => return Ok(false),
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(false),
            Err(error) => return Err(error),
        }
    }
    Ok(file.read(&mut buffer[..1])? == 0)
}

/// Why the system refused, without its jargon and numbers.
pub fn reason(error: &io::Error) -> String {
    const PLAIN: &[(ErrorKind, &str)] = &[
        (ErrorKind::NotFound, "no such file or folder"),
        (ErrorKind::PermissionDenied, "permission denied"),
        (ErrorKind::IsADirectory, "it is a folder"),
        (ErrorKind::NotADirectory, "a part of the path is not a folder"),
        (ErrorKind::StorageFull, "the disk is full"),
        (ErrorKind::QuotaExceeded, "the disk quota is used up"),
        (ErrorKind::FileTooLarge, "the file is too large"),
        (ErrorKind::ReadOnlyFilesystem, "the file system is read-only"),
        (ErrorKind::OutOfMemory, "there is not enough memory"),
        (ErrorKind::InvalidInput, "the path is not possible here"),
        (ErrorKind::InvalidFilename, "the name is too long or not possible here"),
    ];
    if let Some((_, plain)) = PLAIN.iter().find(|(kind, _)| *kind == error.kind()) {
        return (*plain).to_owned();
    }
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    if text.starts_with("Too many levels of symbolic links") {
        return "the links lead in a circle".to_owned();
    }
    text.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_a_file_is_refused_in_plain_words() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        assert_eq!(read(folder.path()), Err("it is a folder".to_owned()));
        assert_eq!(read(&folder.path().join("absent")), Err("no such file or folder".to_owned()));
        assert_eq!(read(Path::new("a\0b")), Err("the path is not possible here".to_owned()));
    }

    #[cfg(unix)]
    #[test]
    fn devices_and_circles_of_links_are_refused() {
        assert_eq!(read(Path::new("/dev/zero")), Err("it is not a regular file".to_owned()));
        let folder = tempfile::tempdir().expect("a temporary folder");
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&link, &link).expect("a link");
        assert_eq!(read(&link), Err("the links lead in a circle".to_owned()));
    }

    #[test]
    fn a_file_too_large_to_point_into_is_refused() {
        let file = tempfile::NamedTempFile::new().expect("a temporary file");
        file.as_file().set_len(LARGEST + 1).expect("a file of holes");
        assert_eq!(read(file.path()), Err("it is larger than 4 GiB".to_owned()));
    }
}
