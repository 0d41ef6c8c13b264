using Facilities.Operations.Access;
using Facilities.Operations.Intake;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Intake;

/// <summary>Topics that are telemetry although no known dialect speaks like this.</summary>
public sealed partial class PatternTable
{
    private const string DevicePart = "{device}";
    private const string FieldPart = "{field}";

    private IReadOnlyList<TopicPatternRow> _rows = [];

    /// <summary>Null: none is being added.</summary>
    private string? _pattern;

    [Inject]
    private MappingBook Mappings { get; set; } = default!;

    protected override async Task OnInitializedAsync() => await ReadAsync(await CallerAsync());

    private Task AddAsync() => AskAsync(
        async caller =>
        {
            await Mappings.AddPatternAsync(caller, new TopicPatternDraft(_pattern ?? ""), CancellationToken.None);
            await ReadAsync(caller);
        },
        () => _pattern = null);

    private Task RemoveAsync(int id) => AskAsync(async caller =>
    {
        await Mappings.RemovePatternAsync(caller, id, CancellationToken.None);
        await ReadAsync(caller);
    });

    private async Task ReadAsync(Caller caller) => _rows = await Mappings.PatternsAsync(caller, CancellationToken.None);
}
