"""The cutting room: ffmpeg, encoding, conforming, titles, the mix, captions and the finished film."""
