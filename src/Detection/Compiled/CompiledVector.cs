namespace Facilities.Detection;

/// <summary>A vector ready to run.</summary>
internal sealed class CompiledVector
{
    public required VectorDefinition Definition { get; init; }

    public required string RuleKey { get; init; }

    /// <summary>Point indices of the channels.</summary>
    public required int[] Channels { get; init; }

    public required double[] Floors { get; init; }

    /// <summary>Per channel, the way in which a fault moves it.</summary>
    public required Worse[] Worse { get; init; }

    /// <summary>Point index of the trigger, or -1.</summary>
    public required int Trigger { get; init; }

    /// <summary>The trigger is a counter: it asks for a row when it moves, not when it reports.</summary>
    public required bool TriggerCounts { get; init; }

    public required Node? While { get; init; }

    /// <summary>Since when all of its channels have the sensors that they have now, Unix milliseconds; 0: always.</summary>
    public required long ReplacedMs { get; init; }

    public required int CellCount { get; init; }

    public required int FirstCell { get; init; }

    /// <summary>Earliest next row after the last, ms; a tenth of the period is allowed for jitter.</summary>
    public required long LeastStepMs { get; init; }

    public required long SettleMs { get; init; }

    public required ulong Hash { get; init; }
}
