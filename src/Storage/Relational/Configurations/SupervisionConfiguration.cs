using Facilities.Domain.Enforcement;
using Facilities.Domain.Faults;
using Facilities.Domain.Inspections;
using Facilities.Domain.Sampling;
using Facilities.Storage.Relational.Conventions;
using Facilities.Storage.Relational.Supervision;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Configurations;

internal sealed class SupervisionConfiguration :
    IEntityTypeConfiguration<Sample>, IEntityTypeConfiguration<SamplePopulation>, IEntityTypeConfiguration<SpotCheck>, IEntityTypeConfiguration<SpotCheckFile>, IEntityTypeConfiguration<EnforcementCase>
{
    public void Configure(EntityTypeBuilder<Sample> builder)
    {
        builder.ToTable("samples");
        builder.Ignore(sample => sample.Rule);
        builder.Property(sample => sample.Number).HasMaxLength(20);
        builder.Property(sample => sample.TemplateKey).HasMaxLength(64);
        builder.Property(sample => sample.PopulationDigest).HasMaxLength(64);
        builder.Property(sample => sample.Announcement).HasMaxLength(64);
        builder.Property(sample => sample.Seed).HasMaxLength(Sample.MaximumSeed);
        builder.Property(sample => sample.SeedSource).HasMaxLength(Sample.MaximumSeed);
        builder.HasIndex(sample => sample.Number).IsUnique();
        // Two who draw at once: one of them is told that it is drawn.
        builder.Property(sample => sample.State).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<SamplePopulation> builder)
    {
        builder.ToTable("sample_populations");
        builder.HasKey(population => population.SampleId);
        builder.Property(population => population.SampleId).ValueGeneratedNever();
        builder.Property(population => population.Items).AsJson();
        builder.HasOne<Sample>().WithOne().HasForeignKey<SamplePopulation>(population => population.SampleId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<SpotCheck> builder)
    {
        builder.ToTable("spot_checks");
        builder.Property(check => check.Note).HasMaxLength(Attachments.MaximumNoteLength);
        builder.Property(check => check.Result).IsConcurrencyToken();
        builder.HasIndex(check => new { check.SampleId, check.Position }).IsUnique();
        builder.HasIndex(check => check.ItemId);
        builder.HasOne<Sample>().WithMany().HasForeignKey(check => check.SampleId).OnDelete(DeleteBehavior.Cascade);
        // A drawn record stays as long as the check does; the archive lets both go at once.
        builder.HasOne<InspectionItem>().WithMany().HasForeignKey(check => check.ItemId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<SpotCheckFile> builder)
    {
        builder.ToTable("spot_check_files");
        builder.HasKey(file => new { file.CheckId, file.Sha256 });
        builder.Property(file => file.Sha256).HasMaxLength(64);
        builder.Property(file => file.MediaType).HasMaxLength(64);
        builder.HasOne<SpotCheck>().WithMany().HasForeignKey(file => file.CheckId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<EnforcementCase> builder)
    {
        builder.ToTable("enforcement_cases");
        builder.Property(item => item.Number).HasMaxLength(EnforcementCase.MaximumNumber);
        builder.Property(item => item.Authority).HasMaxLength(EnforcementCase.MaximumAuthority);
        builder.Property(item => item.Reason).HasMaxLength(Attachments.MaximumNoteLength);
        builder.Property(item => item.Result).HasMaxLength(Attachments.MaximumNoteLength);
        builder.Property(item => item.State).IsConcurrencyToken();
        builder.HasIndex(item => item.ItemId);
        // Evidence of a case doesn't go before the case.
        builder.HasOne<InspectionItem>().WithMany().HasForeignKey(item => item.ItemId).OnDelete(DeleteBehavior.Restrict);
    }
}
