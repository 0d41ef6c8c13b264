namespace Facilities.Simulator.Work;

/// <summary>What a piece of work looks like from outside, and what people pass off as it.</summary>
/// <param name="Key">The signature that proves it, e.g. <c>elevator-visit</c>.</param>
/// <param name="Type">Asset type that it is done to.</param>
/// <param name="Length">What a record of it claims.</param>
public sealed record WorkScript(string Key, string Type, TimeSpan Length, IReadOnlyList<WorkAct> Honest, IReadOnlyList<WorkAct> Half, IReadOnlyList<WorkAct> WrongSignal)
{
    public IReadOnlyList<WorkAct> Acts(WorkKind kind) => kind switch
    {
        WorkKind.Honest or WorkKind.DataGap => Honest,
        WorkKind.Half => Half,
        WorkKind.WrongSignal => WrongSignal,
        _ => [],
    };
}
