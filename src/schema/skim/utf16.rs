//! UTF-16 as UTF-8, piece by piece.

use std::io::{self, Read};

use encoding_rs::{Decoder, Encoding};

/// Reads what another one gives in UTF-16.
pub struct Utf8<R> {
    from: R,
    decoder: Decoder,
    raw: Vec<u8>,
    /// What is decoded and not yet taken.
    ready: Vec<u8>,
    taken: usize,
    ended: bool,
}

/// How much is decoded at once.
const PIECE: usize = 64 << 10;

impl<R: Read> Utf8<R> {
    /// Of a file that begins with a mark.
    pub fn new(encoding: &'static Encoding, from: R) -> Utf8<R> {
        let decoder = encoding.new_decoder_with_bom_removal();
        Utf8 { from, decoder, raw: vec![0; PIECE], ready: Vec::new(), taken: 0, ended: false }
    }

    fn decode(&mut self) -> io::Result<()> {
        let read = self.from.read(&mut self.raw)?;
        self.ended = read == 0;
        let most = self.decoder.max_utf8_buffer_length(read).unwrap_or(4 * PIECE);
        self.ready.resize(most, 0);
        let (_, _, written, _) = self.decoder.decode_to_utf8(&self.raw[..read], &mut self.ready, self.ended);
        self.ready.truncate(written);
        self.taken = 0;
        Ok(())
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.ready.len() && !self.ended {
            self.decode()?;
        }
        let length = into.len().min(self.ready.len() - self.taken);
        into[..length].copy_from_slice(&self.ready[self.taken..self.taken + length]);
        self.taken += length;
        Ok(length)
    }
}
