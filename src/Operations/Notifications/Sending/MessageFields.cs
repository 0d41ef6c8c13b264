namespace Facilities.Operations.Notifications.Sending;

/// <summary>What a message is about, for programs and for the templates of an SMS provider. Fields are only ever added.</summary>
/// <param name="Kind">Why it is sent: <c>opened</c>, <c>dispatched</c>, <c>escalated</c>, <c>overdue</c>, <c>reopened</c>, <c>closed</c>, <c>severity_raised</c>, <c>returned</c>, <c>follow_up</c>, <c>report_rejected</c>, <c>part_asked</c>, <c>part_ended</c>, <c>part_overdue</c>, <c>part_withdrawn</c>, <c>storm_summary</c>, <c>report_made</c>, <c>certificate_expires</c>, <c>licence_expires</c>, <c>digest</c>, <c>test</c>.</param>
/// <param name="At">When that happened, Unix milliseconds.</param>
/// <param name="Step">Level of an escalation; else 0.</param>
/// <param name="Fault">Number of the fault in the API.</param>
/// <param name="Number">For people.</param>
/// <param name="Severity">1–4.</param>
/// <param name="State">Name of the state.</param>
/// <param name="Family">Fault family.</param>
/// <param name="Mode">Fault mode.</param>
/// <param name="Site">Site code.</param>
/// <param name="Asset">Asset code.</param>
/// <param name="Place">Where, in the reader's language.</param>
/// <param name="What">What is wrong, in the reader's language.</param>
/// <param name="DueAt">The next deadline, Unix milliseconds.</param>
/// <param name="Deadline">The same as it is said, in the reader's language.</param>
/// <param name="Count">How many a summary stands for.</param>
public sealed record MessageFields(
    string Kind, long At, int Step = 0, int? Fault = null, string? Number = null, int? Severity = null, string? State = null, string? Family = null, string? Mode = null,
    string? Site = null, string? Asset = null, string? Place = null, string? What = null, long? DueAt = null, string? Deadline = null, int? Count = null);
