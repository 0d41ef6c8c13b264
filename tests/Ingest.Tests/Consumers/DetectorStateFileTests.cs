using System.Buffers;
using Facilities.Ingest.Consumers;
using Facilities.Telemetry;

namespace Facilities.Ingest.Tests.Consumers;

public sealed class DetectorStateFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("facilities-").FullName;
    private readonly DetectorStateFile _file;

    public DetectorStateFileTests() => _file = new DetectorStateFile(Path.Combine(_folder, "detector.state"));

    [Fact]
    public void Gives_back_what_was_written_last()
    {
        _file.Read(out var damaged).ShouldBeNull();
        damaged.ShouldBeFalse();
        Write(new JournalPosition(7), [], [1, 2, 3]);
        Write(new JournalPosition(9), [8], [4, 5]);

        var saved = _file.Read(out damaged).ShouldNotBeNull();
        damaged.ShouldBeFalse();
        saved.Position.ShouldBe(new JournalPosition(9));
        saved.Late.ToArray().ShouldBe([8]);
        saved.State.ToArray().ShouldBe([4, 5]);
    }

    [Fact]
    public void No_flipped_byte_and_no_cut_passes_for_whole()
    {
        Write(new JournalPosition(7), [5, 6], [1, 2, 3, 4]);
        var path = Path.Combine(_folder, "detector.state");
        var good = File.ReadAllBytes(path);
        for (var i = 0; i < good.Length; i++)
        {
            var bad = (byte[])good.Clone();
            bad[i] ^= 0x40;
            File.WriteAllBytes(path, bad);
            _file.Read(out var damaged).ShouldBeNull();
            damaged.ShouldBeTrue();
            File.WriteAllBytes(path, good[..i]);
            _file.Read(out damaged).ShouldBeNull();
            damaged.ShouldBeTrue();
        }
    }

    [Fact]
    public void A_state_larger_than_the_buffer_comes_back_whole_and_one_that_was_not_committed_changes_nothing()
    {
        var large = new byte[1_000_003];
        new Random(1).NextBytes(large);
        Write(new JournalPosition(7), [8], large);
        using (var abandoned = _file.Begin(new JournalPosition(9), [])) abandoned.Write<byte>([1, 2, 3]);

        var saved = _file.Read(out _).ShouldNotBeNull();
        saved.Position.ShouldBe(new JournalPosition(7));
        saved.State.Span.SequenceEqual(large).ShouldBeTrue();
    }

    [Fact]
    public void A_disk_that_refuses_the_first_bytes_does_not_keep_the_file_taken()
    {
        if (!OperatingSystem.IsLinux()) return;
        File.CreateSymbolicLink(Path.Combine(_folder, "detector.state.new"), "/dev/full");

        var first = Should.Throw<IOException>(() => _file.Begin(new JournalPosition(7), [1]));
        // A handle that is still open would refuse this one as a file in use.
        var second = Should.Throw<IOException>(() => _file.Begin(new JournalPosition(7), [1]));

        second.HResult.ShouldBe(first.HResult);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(JournalPosition position, ReadOnlySpan<byte> late, ReadOnlySpan<byte> state)
    {
        using var write = _file.Begin(position, late);
        write.Write(state);
        write.Commit();
    }
}
