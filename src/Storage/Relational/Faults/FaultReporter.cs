using Facilities.Domain;

namespace Facilities.Storage.Relational.Faults;

/// <summary>How somebody who reported a fault is reached for the answer. Apart from the fault, because it goes when the fault can't come back any more.</summary>
public sealed class FaultReporter
{
    public int Id { get; set; }

    public FaultId FaultId { get; set; }

    /// <summary>What he is called, for whoever phones him; empty: not said.</summary>
    public string Name { get; set; } = "";

    /// <summary>Empty: no SMS.</summary>
    public string Phone { get; set; } = "";

    /// <summary>Empty: no mail.</summary>
    public string Mail { get; set; } = "";

    /// <summary>In which language he is written to.</summary>
    public string Locale { get; set; } = "zh-CN";

    public DateTimeOffset CreatedAt { get; set; }
}
