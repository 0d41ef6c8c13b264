namespace Facilities.Domain.Rota;

/// <summary>Who is called, in this order. Numbers are stored; add at the end only.</summary>
public enum DutyLevel
{
    /// <summary>The person on shift.</summary>
    First = 1,

    /// <summary>The second person.</summary>
    Second = 2,

    /// <summary>The project manager on call (项目经理).</summary>
    Manager = 3,

    /// <summary>The firm's own stand-by.</summary>
    Firm = 4,
}
