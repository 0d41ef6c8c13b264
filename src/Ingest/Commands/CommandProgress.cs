using Spectre.Console;

namespace Facilities.Ingest.Commands;

/// <summary>A progress bar on standard error, so that standard output stays fit for scripts; nothing at all when that is no terminal.</summary>
internal static class CommandProgress
{
    public static T Run<T>(string what, int steps, Func<Action<int>, T> work)
    {
        if (Console.IsErrorRedirected) return work(_ => { });
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().AutoClear(true).Start(context =>
        {
            var task = context.AddTask(Markup.Escape(what), maxValue: steps);
            return work(done => task.Value = done);
        });
    }
}
