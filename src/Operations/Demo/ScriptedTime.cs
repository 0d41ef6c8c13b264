namespace Facilities.Operations.Demo;

/// <summary>The clock of the demo's past: stands where the script puts it.</summary>
internal sealed class ScriptedTime(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    public void MoveTo(DateTimeOffset instant)
    {
        if (instant > _now) _now = instant;
    }

    public override DateTimeOffset GetUtcNow() => _now;
}
