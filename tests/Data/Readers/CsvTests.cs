using System.Text;
using DeepNfa.Data;
using DeepNfa.Data.Preparation;
using DeepNfa.Data.Readers;
using DeepNfa.Records;
using Xunit;

namespace DeepNfa.Tests.Data.Readers;

public sealed class CsvTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_table_without_a_header_reads_its_numbers_and_its_last_column_as_classes()
    {
        using var data = Open("1,2.5,b\n-3,4e1,a\n", null);
        Assert.Equal([1f, 2.5f, -3f, 40f], data.Train.Inputs.data<float>().ToArray());
        Assert.Equal([0f, 1, 1, 0], data.Train.Targets.data<float>().ToArray());
        Assert.Equal(["a", "b"], data.ClassNames);
        Assert.Equal(["x1", "x2"], data.FeatureNames);
        Assert.True(data.Train.Classification);
        Assert.Equal("table (comma, no header): 2 rows, 2 inputs of 2 columns, target 'x3' (the last column): 2 classes (a, b)", data.Recognized);
    }

    [Theory]
    [InlineData(',', "comma")]
    [InlineData(';', "semicolon")]
    [InlineData('\t', "tab")]
    [InlineData('|', "bar")]
    [InlineData(' ', "space")]
    public void Every_delimiter_is_guessed(char delimiter, string name)
    {
        using var data = Open("h1,h2,h3\r\n1,2,0.5\r\n3,4,0.25\r\n".Replace(',', delimiter), null);
        Assert.Contains($"({name}, names in the first row)", data.Recognized, StringComparison.Ordinal);
        Assert.Equal([1f, 2, 3, 4], data.Train.Inputs.data<float>().ToArray());
        Assert.Equal([0.5f, 0.25f], data.Train.Targets.data<float>().ToArray());
        Assert.False(data.Train.Classification);
    }

    [Fact]
    public void Columns_aligned_with_spaces_are_read()
    {
        using var data = Open("  1   2 0.5\n 10  20 1.5\n", null);
        Assert.Equal([1f, 2, 10, 20], data.Train.Inputs.data<float>().ToArray());
    }

    [Fact]
    public void Quoted_cells_hold_separators_quotes_and_line_breaks()
    {
        using var data = Open("name,size,y\n\"Doe, \"\"J\"\"\nJr\", 1 ,u\n\"x\",2,v\n", null);
        Assert.Equal(["name=Doe, \"J\"\nJr", "name=x", "size"], data.FeatureNames);
        Assert.Equal([1f, 0, 1, 0, 1, 2], data.Train.Inputs.data<float>().ToArray());
    }

    [Fact]
    public void Categories_are_one_hot_in_order_and_missing_ones_a_category_of_their_own()
    {
        using var data = Open("c,d,y\nred,10,0.5\n?,9,1.5\nblue,10,2.5\nred,NA,3.5\n", new() { Categorical = ["d"] });
        Assert.Equal(["c=blue", "c=red", "c=(missing)", "d=9", "d=10", "d=(missing)"], data.FeatureNames);
        Assert.Equal([0f, 1, 0, 0, 1, 0, /**/ 0, 0, 1, 1, 0, 0, /**/ 1, 0, 0, 0, 1, 0, /**/ 0, 1, 0, 0, 0, 1], data.Train.Inputs.data<float>().ToArray());
        Assert.Equal(0, data.Missing);
    }

    [Fact]
    public void Missing_numbers_become_the_mean_of_the_training_samples_alone()
    {
        using var data = Open("a,y\n1,0\n3,1\n,0\n", new() { TestPath = Write("test", "a,y\n100,1\n?,0\n") });
        Assert.Equal(2, data.Missing);
        Assert.Contains(data.Notes, n => n.StartsWith("Missing: 2 in 'a'", StringComparison.Ordinal));
        using var split = data.Split(0, 0, new Seed(0));
        Assert.Equal([1f, 3, 2], split.Train.Inputs.data<float>().ToArray());
        Assert.Equal([100f, 2], split.Validation!.Inputs.data<float>().ToArray());
    }

    [Fact]
    public void A_column_that_turns_out_to_hold_text_is_read_again_as_categories()
    {
        using var data = Open("1,0.5\n2,1.5\nabc,2.5\n1,3.5\n", null);
        Assert.Equal(["x1=1", "x1=2", "x1=abc"], data.FeatureNames);
        Assert.Equal([1f, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0], data.Train.Inputs.data<float>().ToArray());
        Assert.Contains("Column 'x1' holds numbers and, in line 3, 'abc': it is taken as categories.", data.Notes);
    }

    [Theory]
    [InlineData("y", 1)]
    [InlineData("Y", 1)]
    [InlineData("2", 1)]
    [InlineData("-2", 1)]
    [InlineData("a", 0)]
    [InlineData("-3", 0)]
    [InlineData("c", 2)]
    [InlineData(null, 1)] // by its usual name
    public void A_target_is_named_by_name_or_position(string? target, int column)
    {
        using var data = Open("a,y,c\n0.5,1.5,2.5\n3.5,4.5,5.5\n", new() { Target = target });
        Assert.Equal([0.5f + column, 3.5f + column], data.Train.Targets.data<float>().ToArray());
    }

    [Theory]
    [InlineData("1 2 3 4 5 7", true)]
    [InlineData("2 4", true)]
    [InlineData("0 1", true)]
    [InlineData("-1 1", true)]
    [InlineData("0 10 20 30", false)]
    [InlineData("0.5 1", false)]
    [InlineData("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21", false)]
    [InlineData("no yes", true)]
    public void Whole_numbers_that_fill_their_range_are_classes(string targets, bool classes)
    {
        using var data = Open(string.Concat(targets.Split(' ').Select((t, i) => $"{i},{t}\n")), null);
        Assert.Equal(classes, data.Train.Classification);
        Assert.Equal(classes ? targets.Split(' ').Length : 1, data.Train.Outputs);
    }

    [Fact]
    public void The_user_decides_between_classes_and_numbers()
    {
        using var numbers = Open("0,1\n1,2\n", new() { Classification = false });
        Assert.Equal([1f, 2], numbers.Train.Targets.data<float>().ToArray());
        using var classes = Open("0,10\n1,30\n2,20\n", new() { Classification = true });
        Assert.Equal(["10", "20", "30"], classes.ClassNames);
    }

    [Fact]
    public void Columns_are_left_out_that_are_ignored_empty_or_the_index_of_pandas()
    {
        using var data = Open(",id,a,empty,y\n0,x,5,,0.5\n1,y,6,,1.5\n2,z,8,,2.5\n", new() { Ignored = ["id"] });
        Assert.Equal(["a"], data.FeatureNames);
        Assert.Equal(["Column 1 has no name and counts the rows: it is left out.", "Column 'empty' holds nothing and is left out."], data.Notes.Take(2));
    }

    [Fact]
    public void Numbers_far_from_zero_are_counted_from_their_least_and_others_stay_as_they_are()
    {
        string test = _folder.Write("test.csv", "time,year,big,same,y\n1700000090,2030,1,0.1,2.5\n"u8.ToArray());
        using var data = Open("time,year,big,same,y\n1700000060.5,2020,5000001,0.1,0.5\n?,2021,5000002,0.1,1.5\n1700000000,2021,5000003,0.1,1.5\n", new() { TestPath = test });
        Assert.Equal([60.5f, 2020, 5000001, 0.1f, float.NaN, 2021, 5000002, 0.1f, 0, 2021, 5000003, 0.1f], data.Train.Inputs.data<float>().ToArray());
        Assert.Equal([90f, 2030, 1, 0.1f], data.Test!.Inputs.data<float>().ToArray());
        Assert.Equal([1700000000, 0, 0, 0], data.Form!.Columns.Select(c => c.Offset));
        Assert.Contains("Numbers too far from zero for single precision to tell them apart are counted from the least of their column: 'time' from 1700000000.", data.Notes);
        Assert.Equal(1, data.Missing);
    }

    [Fact]
    public void Standardised_numbers_far_from_zero_are_those_of_numbers_near_it()
    {
        string Table(long from) => "time,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{from + i},{i % 7}.5\n"));
        float[] Standardised(long from)
        {
            using var data = Open(Table(from), null);
            using var split = new DataSplit(data.Train, null);
            using var prepared = PreparationPlan.Parse("standardize").Apply(split, new Seed(0));
            return [.. prepared.Train.Inputs.data<float>()];
        }
        Assert.Equal(Standardised(0), Standardised(1_700_000_000));
    }

    [Fact]
    public void Targets_far_from_zero_are_told()
    {
        using var data = Open("x,y\n1,1700000000\n2,1700000500\n3,1700001000\n", new() { Classification = false });
        Assert.Contains(data.Notes, n => n.StartsWith("The targets lie so far from zero", StringComparison.Ordinal));
        using var near = Open("x,y\n1,1.1\n2,1.2\n3,1.3\n", new() { Classification = false });
        Assert.DoesNotContain(near.Notes, n => n.StartsWith("The targets lie so far from zero", StringComparison.Ordinal));
    }

    [Fact]
    public void A_test_file_is_read_by_the_columns_of_the_training_file()
    {
        using var data = Open("c,y\nu,A\nv,B\n", new() { Header = true, TestPath = Write("test", "c,y\nw,B\nu,A\n") });
        Assert.Equal([0f, 0, 1, 0], data.Test!.Inputs.data<float>().ToArray());
        Assert.Equal([0f, 1, 1, 0], data.Test.Targets.data<float>().ToArray());
        Assert.Contains("Test categories that the training file lacks are all zeros: 1 in 'c'.", data.Notes);
        Assert.Equal(2, data.Train.Hashes.Count + data.Test.Hashes.Count);
    }

    [Theory]
    [InlineData("0,1,2,y\n5,6,7,0.5\n", true)] // as pandas names columns
    [InlineData("a,b\n1,0.5\n", true)]
    [InlineData("a,b\nc,d\ne,f\n", false)]
    [InlineData("1,2\n3,0.5\n", false)]
    [InlineData("?,b\n1,c\n", false)] // a missing cell is no name
    public void A_header_is_recognised_by_numbers_below_it(string text, bool header)
    {
        using var rows = CsvRows.Open(Write("t", text));
        Assert.Equal(header, rows.Header);
    }

    [Fact]
    public void Gzip_and_utf16_and_a_byte_order_mark_are_read()
    {
        byte[] text = "é,y\n1,0.5\n2,1.5\n"u8.ToArray();
        foreach (byte[] content in new[] { IdxTests.Gzip(text), [0xEF, 0xBB, 0xBF, .. text], [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("é,y\n1,0.5\n2,1.5\n")] })
        {
            using var data = DataFiles.Open(_folder.Write("t.csv", content));
            Assert.Equal(["é"], data.FeatureNames);
            Assert.Equal([1f, 2], data.Train.Inputs.data<float>().ToArray());
        }
    }

    [Theory]
    [InlineData("a,b\n1,2\n3\n", ", line 3: expected 2 cells, as in the first row (separated by comma); got 1")]
    [InlineData("a,b\n1,2\n3,4,5\n", ", line 3: expected 2 cells")]
    [InlineData("1,0.5\n2,\n", ", line 2, column 'x2': expected a target; got ''")]
    [InlineData("1,0.5\n1e60,1\n", ", line 2, column 'x1': expected a finite number in single precision; got '1e60'")]
    [InlineData("a,a\n1,2\n", ", line 1: two columns are named 'a'")]
    [InlineData("word\nother\n", ", line 1: expected cells separated by")]
    [InlineData("a,b\n", "expected at least one row below the names; got none", true)]
    [InlineData("1,7\n2,7\n", "column 'x2': expected targets that differ; all are 7")]
    [InlineData("1,5;0\n2,5;1\n3;1\n", "column 'x1': expected numbers with a decimal point; got '1,5'")]
    [InlineData("a;b;y\n0,5;1,25;3,0\n1,5;?;4\n", "column 'a': expected numbers with a decimal point; got '0,5'")]
    [InlineData("kind;b\nred;3,0\nblue;4,5\n", "column 'b': expected numbers with a decimal point; got '3,0'")]
    [InlineData("1,u\n2,u\n", "expected at least two classes; got only 'u'")]
    [InlineData("1,\"u\n2,v\n", "expected a quotation mark only around a whole cell")]
    [InlineData("1,\"u\" x,2\n2,v,3\n", "line 1: expected a quotation mark only around a whole cell")]
    [InlineData("", "the file is empty")]
    [InlineData("\n\n", "the file holds no row")]
    [InlineData("a\0b,c\n", "byte 1 is 0; expected text")]
    public void What_does_not_fit_is_told_with_its_line(string text, string expected, bool? header = null)
    {
        string path = Write("t.csv", text);
        var error = Assert.Throws<DataException>(() => DataFiles.Open(path, new() { Header = header }));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_categories_name_the_line_and_the_decimal_comma()
    {
        string names = Write("t.csv", string.Concat(Enumerable.Range(0, 1001).Select(i => $"n{i},0.5\n")));
        Assert.Contains("line 1001, column 'x1': expected numbers with a decimal point, or at most 1000 categories", Assert.Throws<DataException>(() => DataFiles.Open(names)).Message, StringComparison.Ordinal);
        string commas = Write("t.csv", string.Concat(Enumerable.Range(0, 1001).Select(i => $"0,{i};0.5\n")));
        Assert.Contains("decimal commas are not read", Assert.Throws<DataException>(() => DataFiles.Open(commas)).Message, StringComparison.Ordinal);
        string typo = Write("t.csv", string.Concat(Enumerable.Range(0, 1500).Select(i => $"{(i == 700 ? "12O" : i)},0.5\n")));
        Assert.Contains("line 701, column 'x1': expected a number, as in the rows before; got '12O'", Assert.Throws<DataException>(() => DataFiles.Open(typo)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_is_not_there_lists_those_that_are()
    {
        string path = Write("t.csv", "a,b\n1,0.5\n2,1\n");
        Assert.Contains("--target: expected a column of " + path + ": a, b, or a position from 1 to 2, or -1 (the last) to -2; got 'z'", Assert.Throws<UsageException>(() => DataFiles.Open(path, new() { Target = "z" })).Message, StringComparison.Ordinal);
        Assert.Throws<UsageException>(() => DataFiles.Open(path, new() { Target = "0" }));
        Assert.Throws<UsageException>(() => DataFiles.Open(path, new() { Target = "3" }));
        Assert.Throws<UsageException>(() => DataFiles.Open(path, new() { Ignored = ["a"] }));
        Assert.Throws<UsageException>(() => DataFiles.Open(path, new() { Ignored = ["b"] }));
    }

    [Fact]
    public void A_test_file_of_other_columns_or_classes_is_an_error()
    {
        string path = Write("t.csv", "a,y\n1,u\n2,v\n");
        string Error(string test) => Assert.Throws<DataException>(() => DataFiles.Open(path, new() { TestPath = Write("test", test) })).Message;
        Assert.Contains("expected the 2 columns of", Error("a,b,y\n1,2,u\n"), StringComparison.Ordinal);
        Assert.Contains("line 2, column 'y': expected one of the classes of", Error("a,y\n1,w\n"), StringComparison.Ordinal);
        Assert.Contains("line 3, column 'a': expected a number, as in the training file; got 'x'", Error("a,y\n1,u\nx,v\n"), StringComparison.Ordinal);
    }

    private LoadedData Open(string text, ReadOptions? options) => DataFiles.Open(Write("t.csv", text), options);

    private string Write(string name, string text) => _folder.Write(name, Encoding.UTF8.GetBytes(text));
}
