namespace Facilities.Detection;

/// <summary>A vector of one source: when its next row comes, its learned baseline, its alarm.</summary>
internal sealed class VectorState
{
    private readonly CompiledVector _vector;

    public VectorState(CompiledVector vector)
    {
        _vector = vector;
        Ewma = NewEwma();
    }

    public DriftAwareEwma Ewma { get; private set; }

    public AlarmLatch Alarm;

    /// <summary>Event time of the first and of the last row; 0 before the first.</summary>
    public long FirstRowMs { get; set; }

    public long LastRowMs { get; set; }

    /// <summary>Event time at which a start was seen whose row is still to come; 0 if none.</summary>
    public long StartedMs { get; set; }

    /// <summary>Event time since which the score is above the off threshold; 0 while it is below.</summary>
    public long AboveSince { get; set; }

    public double LastScore { get; set; }

    /// <summary>A finding is open: from the alarm until it has been off for the vector's clear rows.</summary>
    public bool Open { get; set; }

    /// <summary>Row at which the alarm of the open finding last went off.</summary>
    public long OffRow { get; set; }

    /// <summary>Event time since which the alarm of the open finding is as it is: it went off, went on, or got clearly worse.</summary>
    public long SteadyMs { get; set; }

    /// <summary>Of the open finding: its onset, first sign, receive time, and the score it was last told with.</summary>
    public long Onset { get; set; }

    public long Since { get; set; }

    public long Detected { get; set; }

    public double ToldScore { get; set; }

    public bool Announced { get; set; }

    /// <summary>Channel that led when it went on.</summary>
    public int Lead { get; set; }

    /// <summary>Forgets what was learned.</summary>
    public void Restart()
    {
        Ewma = NewEwma();
        Alarm = default;
        (FirstRowMs, LastRowMs, StartedMs, AboveSince, LastScore) = (0, 0, 0, 0, 0);
        (Onset, Since, Detected, ToldScore, Announced, Lead) = (0, 0, 0, 0, false, 0);
        (Open, OffRow, SteadyMs) = (false, 0, 0);
    }

    public void Save(StateWriter writer)
    {
        Ewma.Save(writer);
        Alarm.Save(writer);
        writer.Int64(FirstRowMs);
        writer.Int64(LastRowMs);
        writer.Int64(StartedMs);
        writer.Int64(AboveSince);
        writer.Double(LastScore);
        writer.Int64(Onset);
        writer.Int64(Since);
        writer.Int64(Detected);
        writer.Double(ToldScore);
        writer.Byte((byte)((Announced ? 1 : 0) | (Open ? 2 : 0)));
        writer.Int32(Lead);
        writer.Int64(OffRow);
        writer.Int64(SteadyMs);
    }

    public void Load(ref StateReader reader)
    {
        Ewma.Load(ref reader);
        Alarm.Load(ref reader);
        FirstRowMs = reader.Int64();
        LastRowMs = reader.Int64();
        StartedMs = reader.Int64();
        AboveSince = reader.Int64();
        LastScore = reader.Double();
        Onset = reader.Int64();
        Since = reader.Int64();
        Detected = reader.Int64();
        ToldScore = reader.Double();
        var flags = reader.Byte();
        (Announced, Open) = ((flags & 1) != 0, (flags & 2) != 0);
        Lead = reader.Int32();
        OffRow = reader.Int64();
        SteadyMs = reader.Int64();
    }

    private DriftAwareEwma NewEwma() => new(_vector.Floors, _vector.Worse, _vector.Definition.Drift, _vector.Definition.TrainingRows);
}
