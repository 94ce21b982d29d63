// Verifies a log that Saksi wrote with Go's own packages: golang.org/x/mod/sumdb/tlog for trees and tiles,
// golang.org/x/mod/sumdb/note for signed notes. Cosignatures, which those do not know, are verified with crypto/ed25519.
//
//	go run verify.go FOLDER
//
// Prints how many of each kind hold; stops at the first that does not. Changed copies must not hold.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var folder string

func must(err error, what string) {
	if err != nil {
		log.Fatalf("%s: %v", what, err)
	}
}

func read(name string) []byte {
	data, err := os.ReadFile(filepath.Join(folder, name))
	must(err, name)
	return data
}

func lines(name string) [][]string {
	var rows [][]string
	for _, line := range strings.Split(strings.TrimSuffix(string(read(name)), "\n"), "\n") {
		rows = append(rows, strings.Split(line, "\t"))
	}
	return rows
}

func hash(text string) tlog.Hash {
	h, err := tlog.ParseHash(text)
	must(err, text)
	return h
}

func hashes(text string) []tlog.Hash {
	var all []tlog.Hash
	if text != "" {
		for _, one := range strings.Split(text, ",") {
			all = append(all, hash(one))
		}
	}
	return all
}

// A witness's key: type 4, with the time before the signature.
type witness struct {
	name string
	id   uint32
	key  ed25519.PublicKey
}

func (w *witness) Name() string    { return w.name }
func (w *witness) KeyHash() uint32 { return w.id }
func (w *witness) Verify(msg, sig []byte) bool {
	if len(sig) != 8+64 {
		return false
	}
	text := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(sig), msg)
	return ed25519.Verify(w.key, []byte(text), sig[8:])
}

func witnessKey(text string) *witness {
	parts := strings.SplitN(text, "+", 3)
	key, err := base64.StdEncoding.DecodeString(parts[2])
	must(err, text)
	if key[0] != 4 || len(key) != 33 {
		log.Fatalf("%s is not a witness's key", text)
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	id := binary.BigEndian.Uint32(sum[:])
	if fmt.Sprintf("%08x", id) != parts[1] {
		log.Fatalf("the hash of %s does not fit", text)
	}
	return &witness{parts[0], id, ed25519.PublicKey(key[1:])}
}

// A checkpoint: opened with all keys, and how many signed.
func open(data []byte, keys note.Verifiers) (tlog.Tree, string, int, error) {
	opened, err := note.Open(data, keys)
	if err != nil {
		return tlog.Tree{}, "", 0, err
	}
	parts := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(parts[1], 10, 64)
	must(err, "size")
	return tlog.Tree{N: size, Hash: hash(parts[2])}, parts[0], len(opened.Sigs), nil
}

// Tiles as files, named as C2SP tlog-tiles says.
type tiles struct {
	size    int64
	flipped string
}

func number(n int64) string {
	text := fmt.Sprintf("%03d", n%1000)
	for n >= 1000 {
		n /= 1000
		text = fmt.Sprintf("x%03d/%s", n%1000, text)
	}
	return text
}

func (t *tiles) Height() int { return 8 }
func (t *tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, one := range wanted {
		path := fmt.Sprintf("tile/%d/%s", one.L, number(one.N))
		// Go asks for widths that proofs need; the log keeps those of the size that was signed.
		width := t.size>>(8*uint(one.L)) - one.N*256
		if width < 256 {
			path += fmt.Sprintf(".p/%d", width)
		}
		data := read(path)
		if path == t.flipped {
			data[0] ^= 1
		}
		all = append(all, data[:one.W*32])
	}
	return all, nil
}
func (t *tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func main() {
	folder = os.Args[1]
	logKey, err := note.NewVerifier(strings.TrimSpace(string(read("log.key"))))
	must(err, "log.key")
	verifiers := []note.Verifier{logKey}
	for _, key := range lines("witness.keys") {
		verifiers = append(verifiers, witnessKey(key[0]))
	}
	keys := note.VerifierList(verifiers...)
	refused := 0

	var trees []tlog.Tree
	for _, name := range []string{"checkpoint.old", "checkpoint"} {
		tree, origin, signatures, err := open(read(name), keys)
		must(err, name)
		if origin != logKey.Name() || signatures != len(verifiers) {
			log.Fatalf("%s: origin %s, %d signatures", name, origin, signatures)
		}
		trees = append(trees, tree)
		// Every byte of text and signatures counts.
		data := read(name)
		for at := range data {
			changed := append([]byte(nil), data...)
			changed[at] ^= 1
			if _, _, signatures, err := open(changed, keys); err == nil && signatures == len(verifiers) {
				log.Fatalf("%s holds with byte %d changed", name, at)
			}
			refused++
		}
	}
	old, tree := trees[0], trees[1]
	fmt.Printf("signatures\t%d\n", 2*len(verifiers))

	reader := &tiles{size: tree.N}
	stored := tlog.TileHashReader(tree, reader)
	root, err := tlog.TreeHash(tree.N, stored)
	must(err, "tree")
	if root != tree.Hash {
		log.Fatal("the tiles lead to another root")
	}
	root, err = tlog.TreeHash(old.N, stored)
	must(err, "old tree")
	if root != old.Hash {
		log.Fatal("the tiles lead to another old root")
	}

	inclusion := 0
	for _, row := range lines("inclusion") {
		index, err := strconv.ParseInt(row[0], 10, 64)
		must(err, "index")
		entry, err := hex.DecodeString(row[1])
		must(err, "entry")
		proof := tlog.RecordProof(hashes(row[2]))
		leaf := tlog.RecordHash(entry)
		must(tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaf), "inclusion of "+row[0])
		if tlog.CheckRecord(proof, tree.N, tree.Hash, (index+1)%tree.N, leaf) == nil {
			log.Fatalf("%s is in two places", row[0])
		}
		refused++
		if inclusion < 300 {
			own, err := tlog.ProveRecord(tree.N, index, stored)
			must(err, "own proof")
			if fmt.Sprint(own) != fmt.Sprint(proof) {
				log.Fatalf("Go makes another inclusion proof for %s", row[0])
			}
		}
		// The bundle holds the same entry.
		bundle := index / 256
		path := "tile/entries/" + number(bundle)
		if width := tree.N - bundle*256; width < 256 {
			path += fmt.Sprintf(".p/%d", width)
		}
		data := read(path)
		for skip := index % 256; skip > 0; skip-- {
			data = data[2+int(binary.BigEndian.Uint16(data)):]
		}
		if !bytes.Equal(data[2:2+int(binary.BigEndian.Uint16(data))], entry) {
			log.Fatalf("%s holds another entry %s", path, row[0])
		}
		inclusion++
	}
	fmt.Printf("inclusion proofs\t%d\n", inclusion)

	consistency := 0
	for _, row := range lines("consistency") {
		size, err := strconv.ParseInt(row[0], 10, 64)
		must(err, "size")
		proof := tlog.TreeProof(hashes(row[2]))
		must(tlog.CheckTree(proof, tree.N, tree.Hash, size, hash(row[1])), "consistency from "+row[0])
		if tlog.CheckTree(proof, tree.N, tree.Hash, size, tlog.RecordHash([]byte("another"))) == nil {
			log.Fatalf("consistency from %s holds for another root", row[0])
		}
		refused++
		if consistency < 300 {
			own, err := tlog.ProveTree(tree.N, size, stored)
			must(err, "own proof")
			if fmt.Sprint(own) != fmt.Sprint(proof) {
				log.Fatalf("Go makes another consistency proof from %s", row[0])
			}
		}
		consistency++
	}
	fmt.Printf("consistency proofs\t%d\n", consistency)

	// Go authenticates the right edge with the root; a flipped bit there must be seen.
	last := tree.N >> 16
	edge := fmt.Sprintf("tile/1/%s.p/%d", number(last), tree.N>>8-last*256)
	read(edge)
	flipped := &tiles{size: tree.N, flipped: edge}
	if _, err := tlog.ProveRecord(tree.N, 1, tlog.TileHashReader(tree, flipped)); err == nil {
		log.Fatal("a flipped bit in a tile was not seen")
	}
	fmt.Printf("changed copies refused\t%d\n", refused+1)
}
