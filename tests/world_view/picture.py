"""Pictures: read from a BMP, looked at, altered, written as PNG. Standard library only.

    python3 picture.py FROM.bmp TO.png
"""
import struct
import sys
import zlib


class Picture:
    def __init__(self, width, height, rows):
        self.width, self.height, self.rows = width, height, rows          # rows of bytes: red, green, blue

    @classmethod
    def read(cls, path):
        with open(path, 'rb') as f:
            data = f.read()
        start, = struct.unpack_from('<I', data, 10)
        width, height, _, depth = struct.unpack_from('<iiHH', data, 18)
        if data[:2] != b'BM' or depth != 24 or height <= 0:
            raise ValueError('%s is no picture of 24 bits' % path)
        stride = (width * 3 + 3) // 4 * 4
        rows = []
        for y in range(height - 1, -1, -1):
            line = data[start + y * stride:start + y * stride + width * 3]
            row = bytearray(line)
            row[0::3], row[2::3] = line[2::3], line[0::3]
            rows.append(row)
        return cls(width, height, rows)

    def copy(self):
        return Picture(self.width, self.height, [bytearray(r) for r in self.rows])

    def at(self, x, y):
        return bytes(self.rows[y][3 * x:3 * x + 3])

    def share(self, x, y, radius, colours):
        """how much of a disc has one of these colours"""
        hit = total = 0
        for py in range(int(y - radius), int(y + radius) + 2):
            for px in range(int(x - radius), int(x + radius) + 2):
                if (px + 0.5 - x) ** 2 + (py + 0.5 - y) ** 2 <= radius ** 2 and 0 <= px < self.width and 0 <= py < self.height:
                    total, hit = total + 1, hit + (self.at(px, py) in colours)
        return hit / total if total else 0.0

    def find(self, colour):
        """all places of exactly this colour"""
        for y, row in enumerate(self.rows):
            at = row.find(colour)
            while at >= 0:
                if at % 3 == 0:
                    yield at // 3, y
                at = row.find(colour, at + 1)

    def disc(self, x, y, radius, colour):
        for py in range(max(0, int(y - radius)), min(self.height, int(y + radius) + 2)):
            for px in range(max(0, int(x - radius)), min(self.width, int(x + radius) + 2)):
                if (px + 0.5 - x) ** 2 + (py + 0.5 - y) ** 2 <= radius ** 2:
                    self.rows[py][3 * px:3 * px + 3] = colour

    def shifted(self, dx, dy):
        made = self.copy()
        for y in range(self.height):
            from_y = min(max(y - dy, 0), self.height - 1)
            row = self.rows[from_y]
            made.rows[y] = row[:3] * dx + row[:len(row) - 3 * dx] if dx >= 0 else row[-3 * dx:] + row[-3:] * -dx
        return made

    def write_png(self, path):
        def chunk(kind, body):
            return struct.pack('>I', len(body)) + kind + body + struct.pack('>I', zlib.crc32(kind + body))
        # Each row as its difference from the one above: most of that is zero.
        lines, above = bytearray(), bytes(3 * self.width)
        for row in self.rows:
            lines += b'\2' + bytes((a - b) & 255 for a, b in zip(row, above))
            above = row
        with open(path, 'wb') as f:
            f.write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', self.width, self.height, 8, 2, 0, 0, 0))
                    + chunk(b'IDAT', zlib.compress(bytes(lines), 9)) + chunk(b'IEND', b''))


if __name__ == '__main__':
    Picture.read(sys.argv[1]).write_png(sys.argv[2])
