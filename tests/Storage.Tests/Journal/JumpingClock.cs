using Facilities.Testing;

namespace Facilities.Storage.Tests.Journal;

/// <summary>A fake system clock whose wall time can be set wrong; elapsed time goes on as it should.</summary>
internal sealed class JumpingClock : TimeProvider
{
    private readonly FakeTime _time = new();
    private TimeSpan _off;

    public override long TimestampFrequency => _time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow() + _off;

    public override long GetTimestamp() => _time.GetTimestamp();

    public void Advance(TimeSpan span) => _time.Advance(span);

    public void Jump(TimeSpan by) => _off += by;
}
