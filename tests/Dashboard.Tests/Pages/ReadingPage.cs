using Facilities.Dashboard.Components;
using Facilities.Dashboard.Live;
using Facilities.Operations.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Facilities.Dashboard.Tests.Pages;

/// <summary>A page that counts its successful readings and fails when it is told to.</summary>
public sealed class ReadingPage : LivePage
{
    private int _readings;

    [Parameter]
    public Handle Self { get; set; } = default!;

    protected override void OnInitialized() => Self.Page = this;

    protected override Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (Self.Fails) throw new TimeoutException("The database does not answer.");
        _readings++;
        return Task.CompletedTask;
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.OpenComponent<LoadView>(0);
        builder.AddComponentParameter(1, nameof(LoadView.State), State);
        builder.AddComponentParameter(2, nameof(LoadView.StaleSince), StaleSince);
        builder.AddComponentParameter(3, nameof(LoadView.OnRetry), EventCallback.Factory.Create(this, RefreshAsync));
        builder.AddComponentParameter(4, nameof(LoadView.ChildContent), (RenderFragment)(content => content.AddContent(0, $"reading {_readings}")));
        builder.CloseComponent();
    }

    /// <summary>What a test holds of the page.</summary>
    public sealed class Handle
    {
        public bool Fails { get; set; }

        internal ReadingPage? Page { get; set; }

        public Task RefreshAsync() => Page!.RefreshAsync();
    }
}
